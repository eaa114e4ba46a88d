/**
 * `<label-stage>`: draw, change and verify the labels of one image.
 *
 * What pages and API agree on with this element.
 *
 * Markup, complete without this script (then it can be looked at, not drawn on):
 *
 *   <div class="workspace" data-title="…">   buttons with data-do="ACTION" anywhere in it work (see actions.ts, verify.ts)
 *   <label-stage data-image="UUID" data-width="1280" data-height="960" data-may-annotate="true|false"
 *       data-account="UUID" data-position="LOG POSITION" data-next="/…" data-previous="/…" (left out: there is none)
 *       data-set="UUID" data-ahead="/… /…" (what to fetch before somebody goes there) [data-way="some"] (images are left out)
 *       [data-keys="the account's keys, JSON: keys.ts"]
 *       [data-mode="verify" data-edit="/images/UUID"] [data-original="/images/UUID/original"] [data-sign-in="/sign-in"]>
 *     <svg viewBox="0 0 1280 960" role="group" aria-label="…">
 *       <image href="/images/UUID/screen" width="1280" height="960"/>
 *       <g id="labels">…</g>
 *     </svg>
 *   </label-stage>
 *
 * A label; `render.ts` draws the same:
 *
 *   <g id="label-UUID" class="label type-N kind-bounding_box [blurred] [concealed] [mine]" tabindex="0" role="button"
 *      aria-label="ball, bounding box" data-annotation="UUID" data-type="UUID" data-kind="bounding_box" data-revision="3"
 *      data-author="UUID" data-accepts="1" data-rejects="0" data-vote="accept|reject|">
 *     <rect class="shape" x y width height/>  |  <circle class="shape" cx cy r="4"/>
 *     <polyline class="shape" points="x,y x,y"/> (line, multi_line)  |  <polygon class="shape" points/>
 *   </g>
 *
 * The types; a type that is inactive but has labels here is present and disabled:
 *
 *   <fieldset id="types"><label class="type-N"><input type="radio" name="type" value="UUID" data-kind="polygon"
 *     data-node-count="" data-blurred="true" data-concealed="false" [data-name="ball"]> ball <kbd>1</kbd></label>
 *
 * The list, `list.ts` draws the same rows; *not in image* labels exist only here:
 *
 *   <table id="label-list"><tbody><tr id="row-UUID" class="type-N [blurred] [concealed] [mine]" (all data-* of the label)>
 *     <th scope="row"><button type="button" class="label-name" data-do="select"><span class="swatch" aria-hidden="true"></span
 *       ><span>ball</span><span class="kind">bounding box[, blurred][, concealed]</span></button></th>
 *     <td class="votes" aria-label="1 accept, 0 reject"><span class="accepts">1</span><span class="rejects">0</span></td>
 *     <td class="row-actions"><button type="button" class="icon-button" data-do="blurred" aria-pressed="false"
 *       aria-label="Blurred: ball" title="Blurred (b)">b</button> … concealed, c … menu, ⋯ … delete, × …</td>
 *
 * Also used where present: #said (role=status, what a gesture did), #save-state (role=status), #refusals (ul),
 * #label-count, #toast, #view (the panel of sliders and switches); verifying: #verify-count,
 * #verify-label. `#label-UUID` in the address selects that label.
 *
 * One element is one image. Going on replaces the content of <main> by that of the next page (`going.ts`), so an element is
 * made anew from its markup and ends with it: whatever is begun outside of it ends with the signal it gets. What outlives
 * the images is the tab's: the queue (`outbox.ts`), pages fetched ahead (`ahead.ts`).
 *
 * API, same origin, with the session's cookie. Every command carries `Idempotency-Key: UUID` and `Annals-Account: UUID` (401
 * `other_account` if somebody else is signed in by now); answers carry `X-Log-Position`, and what does not is no answer.
 *
 *   GET    /api/v1/images/{image}/annotations        200 {"position":N,"annotations":[…]}
 *   POST   /api/v1/images/{image}/annotations        {"annotation","annotation_type","shape","blurred","concealed"[,"extreme_points"]} → 201
 *   PATCH  /api/v1/annotations/{id}  If-Match: "3"   any of shape, annotation_type, blurred, concealed → 200
 *   DELETE /api/v1/annotations/{id}  If-Match: "3"   → 204
 *   POST   /api/v1/annotations/{id}/restoration      no body → 200
 *   POST   /api/v1/images/{image}/copies             {"from"[,"annotations"]} → 200 {"copied":[…],"left_out":[…]}
 *   PUT    /api/v1/annotations/{id}/vote             {"verdict":"accept"|"reject","revision":3} → 200
 *
 * 200 and 201 answer the annotation (`shapes.ts`); errors are problem+json (`answers.ts`). A shape is
 * {"kind":"bounding_box","points":[[x1,y1],[x2,y2]]} (point 1, line 2, multi_line 2 or more, polygon 3 or more) or
 * {"kind":"not_in_image"}. DELETE and PATCH right after a restoration carry the revision it answered.
 *
 * GET /image-sets/{set}/live?after=N&tab=UUID is text/event-stream: id: POSITION, event: label, data: an annotation or
 * {"annotation":UUID,"image":UUID,"erased":true}; event: here, data: who is where; Last-Event-ID resumes.
 * POST /images/{image}/presence with tab=UUID says that this page shows the image now.
 */

import { type Actions, drawing, flag, looking, setPressed, take } from "./actions/actions";
import { Adjust } from "./workspace/view-panel";
import { Bench } from "./workspace/workspace";
import { Copying } from "./actions/copying";
import { describe } from "./labels/describe";
import { Finder } from "./labels/type-finder";
import { arrived, leads, offerReturn } from "./images/navigation";
import { Hand } from "./tools/tool-state";
import { keepsSelection, recall, remember } from "./actions/keep-selection";
import { ofLabels } from "./actions/label-actions";
import { LabelMenu } from "./actions/label-menu";
import { showPresence } from "./images/presence";
import { sharpen } from "./workspace/full-image";
import { hint } from "./keys/key-hints";
import { ANNOTATE, type Asked, asked, type Binding, chosen, isRepeated, isTyping, keyOf, VERIFY } from "./keys/keys";
import { Nudge } from "./tools/nudge";
import { Pointer } from "./tools/pointer";
import { say } from "./browser/announce";
import { toast } from "./browser/toast";
import { Verifying } from "./verifying/verifying";

class LabelStage extends HTMLElement {
  private actions: Actions = {};
  private bindings: readonly Binding[] = ANNOTATE;
  private bench: Bench | null = null;
  private pointer: Pointer | null = null;
  private nudge: Nudge | null = null;
  private menu: LabelMenu | null = null;
  private readonly hand = new Hand();
  /** Ends what the image began outside of this element. */
  private leaving = new AbortController();

  connectedCallback(): void {
    const svg = this.querySelector("svg");
    if (!svg || this.bench) return;
    const leaving = this.leaving.signal;
    const isVerifying = this.dataset["mode"] === "verify";
    this.takeFocus(isVerifying);
    const bench = (this.bench = new Bench(this, svg, !isVerifying, leaving));
    this.bindings = isVerifying ? VERIFY : chosen(this.dataset["keys"]);
    this.menu = isVerifying ? null : new LabelMenu(bench, (action) => void this.perform({ action }), (action) => keyOf(action, this.bindings));
    this.pointer = new Pointer(bench, this.hand, this.menu && ((...where) => this.menu?.open(...where)));
    this.nudge = new Nudge(bench, leaving);
    this.actions = looking(bench, this.pointer, new Adjust(bench, this.pointer.magnifier), this.bindings);
    if (isVerifying) this.verify(bench);
    else this.annotate(bench, this.pointer, this.nudge);
    this.listen(svg, leaving);
    sharpen(bench);
    bench.open();
    showPresence(this, leaving);
    arrived(this.dataset);
  }

  /** The picture is reached by Tab, and screen readers leave the keys to it: it is drawn on with the arrows. */
  private takeFocus(isVerifying: boolean): void {
    const arrows = isVerifying ? "move the picture" : "move the drawing cursor, Enter draws";
    this.tabIndex = 0;
    this.setAttribute("role", "application");
    this.setAttribute("aria-label", `Picture: arrow keys ${arrows}, question mark tells the keys`);
  }

  /** Another image takes its place: one element is one image. */
  disconnectedCallback(): void {
    remember(this.bench?.current() ?? null);
    this.pointer?.letGo();
    this.menu?.close();
    this.leaving.abort();
  }

  private verify(bench: Bench): void {
    this.hand.mode = "look";
    const flags = { blurred: () => flag(bench, "blurred"), concealed: () => flag(bench, "concealed") };
    Object.assign(this.actions, flags, new Verifying(bench, this.leaving.signal).actions());
  }

  private annotate(bench: Bench, pointer: Pointer, nudge: Nudge): void {
    offerReturn(this);
    const finder = new Finder(bench.types, document.getElementById("types"), () => this.focus());
    const copying = new Copying(bench);
    const copies = { copy: () => copying.all(), "copy-selected": () => copying.selected() };
    const more = { ...copies, "find-type": () => finder.open() };
    Object.assign(this.actions, drawing(bench, this.hand, pointer, nudge), ofLabels(bench, pointer), more);
    take(this.hand, pointer, bench.mayAnnotate ? "draw" : "pick");
    bench.select(/^#label-(.+)$/.exec(location.hash)?.[1] ?? null);
    if (bench.mayAnnotate && pointer.resume()) toast("What you were drawing is still here. Enter ends it, Escape drops it.");
    else recall(bench);
    setPressed("keep", keepsSelection());
  }

  private listen(svg: SVGSVGElement, signal: AbortSignal): void {
    const workspace = this.closest<HTMLElement>(".workspace") ?? document.body;
    workspace.addEventListener("click", (event) => {
      this.clicked(event);
      this.takeBack(event);
    });
    if (this.dataset["mode"] !== "verify") hint(workspace, this.bindings);
    document.addEventListener("keydown", (event) => this.pressed(event), { signal });
    document.addEventListener("keyup", (event) => event.code === "Space" && this.space(false), { signal });
    addEventListener("blur", () => this.space(false), { signal });
    // Focus by keyboard selects; a press must not move the focus to whatever lies under it.
    svg.addEventListener("mousedown", (event) => event.preventDefault());
    svg.addEventListener("focusin", ({ target }) => {
      const id = target instanceof Element ? target.closest(".label")?.getAttribute("data-annotation") : null;
      if (id && this.menu) this.bench?.select(id);
    });
  }

  private pressed(event: KeyboardEvent): void {
    if (isTyping(event.target) || event.isComposing) return;
    if (this.belongsToControl(event)) return this.pressedControl(event);
    if (event.code === "Space") return this.space(true, event);
    const found = asked(event, this.bindings);
    if (!found) return;
    const isOver = event.repeat && !isRepeated(found.action);
    if (isOver || this.perform({ ...found, at: event.timeStamp }) !== false) event.preventDefault();
  }

  /** A button that Enter is held on is pressed once, as with any other key. */
  private pressedControl(event: KeyboardEvent): void {
    const { repeat, code, target } = event;
    if (repeat && code === "Enter" && target instanceof Element && target.closest("[data-do]")) event.preventDefault();
  }

  /** Enter and Space press buttons, arrows move between radio buttons; Tab moves the focus unless a label is selected here. */
  private belongsToControl({ target, code }: KeyboardEvent): boolean {
    if (!(target instanceof HTMLElement)) return false;
    if (code === "Tab") return !this.bench?.selected || !(this.contains(target) || target === document.body);
    if (code === "Enter" || code === "Space") return target.closest("button, a, summary, input") !== null;
    return code.startsWith("Arrow") && target instanceof HTMLInputElement;
  }

  private space(isDown: boolean, event?: Event): void {
    event?.preventDefault();
    this.hand.isSpaceDown = isDown;
    this.classList.toggle("panning", isDown);
  }

  private perform(found: Asked): boolean | void {
    if (!found.step) this.nudge?.settle();
    return this.actions[found.action]?.(found) ?? undefined;
  }

  private clicked(event: MouseEvent): void {
    if (leads(event)) return;
    const { target } = event;
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-do]") : null;
    const action = button?.dataset["do"];
    if (!button || !action || !this.bench) return;
    const row = button.closest<HTMLElement>("[data-annotation]")?.dataset["annotation"];
    if (row) this.onRow(this.bench, row, action, button);
    else this.perform({ action, at: event.timeStamp });
  }

  /** What the mouse has pressed does not keep the focus: Space and the arrows belong to the picture again. */
  private takeBack({ detail, target }: MouseEvent): void {
    const control = target instanceof Element ? target.closest("[data-do], #types input") : null;
    if (detail > 0 && control?.contains(document.activeElement)) this.focus({ preventScroll: true });
  }

  private menuBelow(id: string, { left, bottom }: DOMRect): void {
    this.menu?.open(id, left, bottom);
  }

  private choose(bench: Bench, id: string): void {
    bench.select(id);
    const label = bench.current();
    if (label) say(`${describe(bench, label)}, selected`);
  }

  private onRow(bench: Bench, id: string, action: string, button: HTMLElement): void {
    this.nudge?.settle();
    if (action === "delete") bench.erase(id);
    else if (action === "select") this.choose(bench, id);
    else if (action === "blurred" || action === "concealed") bench.toggle(id, action);
    else if (action === "menu") this.menuBelow(id, button.getBoundingClientRect());
  }
}

customElements.define("label-stage", LabelStage);
