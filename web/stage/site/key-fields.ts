/** `<key-fields>` around the form of keys: whoever changes a key chooses keys of their own by that. */

class KeyFields extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("input", ({ target }) => {
      const own = this.querySelector<HTMLInputElement>("input[name=preset][value=custom]");
      if (own && target instanceof HTMLElement && target.closest(".key-field")) own.checked = true;
    });
  }
}

customElements.define("key-fields", KeyFields);
