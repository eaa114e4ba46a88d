/**
 * `<history-slider data-target="#picture">`: moves through the facts of a history and shows each state.
 *
 * Inside: `<input type="range" min="0" max="N-1">`, an `<output>`, and one `<option data-position="P" label="sentence">`
 * per fact in a `<datalist>`. Loads `?as_of=P` of `data-url` (or this page) as a part and swaps it into the target.
 * Without this script each fact's own link shows the same.
 */

class HistorySlider extends HTMLElement {
  private wanted = 0;

  connectedCallback(): void {
    const range = this.querySelector<HTMLInputElement>("input[type=range]");
    range?.addEventListener("input", () => void this.show(range));
    this.addEventListener("click", ({ target }) => {
      const step = target instanceof Element ? target.closest<HTMLElement>("[data-step]")?.dataset["step"] : undefined;
      if (!range || !step) return;
      range.value = String(Number(range.value) + Number(step));
      void this.show(range);
    });
  }

  private async show(range: HTMLInputElement): Promise<void> {
    const fact = this.querySelectorAll("option")[Number(range.value)];
    const { position } = fact?.dataset ?? {};
    if (!fact || !position) return;
    const output = this.querySelector("output");
    if (output) output.textContent = fact.label;
    range.setAttribute("aria-valuetext", fact.label);
    for (const item of document.querySelectorAll("[data-fact]")) {
      item.classList.toggle("current", item.getAttribute("data-fact") === position);
    }
    await this.load(position);
  }

  /** Only the newest request counts: sliding asks for many. */
  private async load(position: string): Promise<void> {
    const ticket = ++this.wanted;
    const url = new URL(this.dataset["url"] ?? location.href, location.href);
    url.searchParams.set("as_of", position);
    this.setAttribute("aria-busy", "true");
    const response = await fetch(url, { headers: { "HX-Request": "true", Accept: "text/html" } }).catch(() => null);
    if (ticket !== this.wanted) return;
    this.removeAttribute("aria-busy");
    if (!response?.ok) return;
    const html = await response.text();
    if (ticket === this.wanted) this.swap(html);
  }

  private swap(html: string): void {
    const target = document.querySelector(this.dataset["target"] ?? "#picture");
    const found = new DOMParser().parseFromString(html, "text/html");
    const same = target?.id ? found.getElementById(target.id) : null;
    target?.replaceChildren(...(same ?? found.body).childNodes);
  }
}

customElements.define("history-slider", HistorySlider);
