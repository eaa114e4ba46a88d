/**
 * `<label-stage>`: draw, change and verify the labels of one image.
 *
 * What pages and API agree on with this element.
 *
 * Markup, complete without this script (then it can be looked at, not drawn on):
 *
 *   <div class="workspace" data-title="…" data-image-name="…">   buttons with data-do="ACTION" anywhere in it work (see actions, verifying)
 *   <label-stage data-image="UUID" data-width="1280" data-height="960" data-may-annotate="true|false"
 *       data-account="UUID" data-position="LOG POSITION" data-next="/…" data-previous="/…" (left out: there is none)
 *       data-set="UUID" data-ahead="/… /…" (what to fetch before somebody goes there) [data-way="some"] (images are left out)
 *       [data-keys="the account's keys, JSON: keys/keys.ts"]
 *       [data-mode="verify" data-edit="/images/UUID"] [data-original="/images/UUID/original"] [data-sign-in="/sign-in"]>
 *     <svg viewBox="0 0 1280 960" role="group" aria-label="…">
 *       <image href="/images/UUID/screen" width="1280" height="960"/>
 *       <g id="labels">…</g>
 *     </svg>
 *   </label-stage>
 *
 * A label; `picture/label-layer.ts` draws the same:
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
 * The list, `labels/label-table.ts` draws the same rows; *not in image* labels exist only here:
 *
 *   <table id="label-list"><tbody><tr id="row-UUID" class="type-N [blurred] [concealed] [mine]" (all data-* of the label)>
 *     <th scope="row"><button type="button" class="label-name" data-do="select"><span class="swatch" aria-hidden="true"></span
 *       ><span>ball</span><span class="kind">bounding box[, blurred][, concealed]</span></button></th>
 *     <td class="votes" aria-label="1 accept, 0 reject"><span class="accepts">1</span><span class="rejects">0</span></td>
 *     <td class="row-actions"><button type="button" class="icon-button" data-do="blurred" aria-pressed="false"
 *       aria-label="Blurred: ball" title="Blurred (b)">b</button> … concealed, c … menu, ⋯ … delete, × …</td>
 *   After the first 60 a row is brief until it is seen:
 *   <tr id="row-UUID" class="brief type-N …" data-annotation="UUID" data-kind="polygon"><th scope="row" colspan="3">ball</th></tr>
 *
 * Also used where present: #said (role=status, what a gesture did), #save-state (role=status), #refusals (ul),
 * #label-count, #toast, #view (the panel of sliders and switches), #tray with #messages, #place with #jump, #about,
 * #readout-place, #readout-size, #readout-zoom; verifying: #verify-count, #verify-label. `#label-UUID` in the address selects that label.
 *
 * One element is one image. Going on replaces the content of <main> by that of the next page (`images/navigation.ts`), so an element is
 * made anew from its markup and ends with it: whatever is begun outside of it ends with the signal it gets. What outlives
 * the images is the tab's: the queue (`saving/outbox.ts`), pages fetched ahead (`images/prefetch.ts`).
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
 *   POST   /api/v1/images/{image}/erasures           {"annotations":[{"annotation","revision"}]} → 200 {"erased":[…],"left_out":[…]}
 *   PUT    /api/v1/annotations/{id}/vote             {"verdict":"accept"|"reject","revision":3} → 200
 *
 * 200 and 201 answer the annotation (`labels/annotation.ts`); errors are problem+json (`saving/answers.ts`). A shape is
 * {"kind":"bounding_box","points":[[x1,y1],[x2,y2]]} (point 1, line 2, multi_line 2 or more, polygon 3 or more) or
 * {"kind":"not_in_image"}. DELETE and PATCH right after a restoration carry the revision it answered.
 *
 * GET /image-sets/{set}/live?after=N&tab=UUID is text/event-stream: id: POSITION, event: label, data: an annotation or
 * {"annotation":UUID,"image":UUID,"erased":true}; event: here, data: who is where; Last-Event-ID resumes.
 * POST /images/{image}/presence with tab=UUID says that this page shows the image now.
 */

import type { Actions, Handled } from "./actions/action";
import { ButtonInput } from "./actions/button-input";
import { Copying } from "./actions/copying";
import { drawingActions, take } from "./actions/drawing-actions";
import { keepsSelection, rememberSelection, restoreSelection } from "./actions/keep-selection";
import { KeyboardInput } from "./actions/keyboard-input";
import { flag, labelActions } from "./actions/label-actions";
import { LabelMenu } from "./actions/label-menu";
import { setPressed } from "./actions/pressed";
import { viewActions } from "./actions/view-actions";
import { whereActions } from "./actions/where-actions";
import { toast } from "./browser/toast";
import { learnNames } from "./images/image-names";
import { arrivedAt, offerReturn } from "./images/navigation";
import { showPresence } from "./images/presence";
import { keepTicks } from "./images/strip";
import { Whereabouts } from "./images/whereabouts";
import { hint } from "./keys/key-hints";
import { type ActionRequest, type Binding, chosen, chosenToVerify, keyOf } from "./keys/keys";
import { TypeFinder } from "./labels/type-finder";
import { Sync } from "./sync/sync";
import { Nudge } from "./tools/nudge";
import { Pointer } from "./tools/pointer";
import { ToolState } from "./tools/tool-state";
import { Verifying } from "./verifying/verifying";
import { loadFullImage } from "./workspace/full-image";
import { Readout } from "./workspace/readout";
import { Tray } from "./workspace/tray";
import { ViewPanel } from "./workspace/view-panel";
import { Workspace } from "./workspace/workspace";

class LabelStage extends HTMLElement {
  private actions: Actions = {};
  private workspace: Workspace | null = null;
  private pointer: Pointer | null = null;
  private nudge: Nudge | null = null;
  private menu: LabelMenu | null = null;
  private readonly tool = new ToolState();
  /** Ends what the image began outside of this element. */
  private leaving = new AbortController();

  connectedCallback(): void {
    const svg = this.querySelector("svg");
    if (!svg || this.workspace) return;
    const leaving = this.leaving.signal;
    const isVerifying = this.dataset["mode"] === "verify";
    this.takeFocus(isVerifying);
    const sync = (workspace: Workspace): Sync => new Sync(workspace, this.dataset["account"] ?? "", leaving);
    const workspace = new Workspace(this, svg, !isVerifying, leaving, sync);
    this.workspace = workspace;
    const bindings = (isVerifying ? chosenToVerify : chosen)(this.dataset["keys"]);
    const perform = (request: ActionRequest): Handled => this.perform(request);
    this.menu = isVerifying
      ? null
      : new LabelMenu(
          workspace,
          (action) => void perform({ action }),
          (action) => keyOf(action, bindings),
        );
    const openMenu = this.menu && ((...where: Parameters<LabelMenu["open"]>) => this.menu?.open(...where));
    this.pointer = new Pointer(workspace, this.tool, openMenu, (action) => keyOf(action, bindings));
    this.nudge = new Nudge(workspace, leaving);
    this.actions = viewActions(workspace, this.pointer, new ViewPanel(workspace, this.pointer.magnifier), bindings);
    if (isVerifying) this.verify(workspace, bindings);
    else this.annotate(workspace, this.pointer, this.nudge);
    this.tellWhere(workspace, leaving);
    this.listen(workspace, svg, bindings);
    new KeyboardInput(workspace, this.tool, bindings, perform, leaving);
    loadFullImage(workspace);
    workspace.open();
    showPresence(this, leaving);
    arrivedAt(this.dataset);
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
    rememberSelection(this.workspace?.current() ?? null);
    this.pointer?.letGo();
    this.menu?.close();
    this.leaving.abort();
  }

  private tellWhere(workspace: Workspace, leaving: AbortSignal): void {
    learnNames();
    Object.assign(this.actions, whereActions(new Whereabouts(this, leaving), new Tray(this, leaving)));
    keepTicks(this, () => workspace.labels.all().length, leaving);
    new Readout(workspace, leaving);
  }

  private verify(workspace: Workspace, bindings: readonly Binding[]): void {
    this.tool.mode = "look";
    const flags = { blurred: () => flag(workspace, "blurred"), concealed: () => flag(workspace, "concealed") };
    Object.assign(this.actions, flags, new Verifying(workspace, bindings, this.leaving.signal).actions());
  }

  private annotate(workspace: Workspace, pointer: Pointer, nudge: Nudge): void {
    offerReturn(this);
    const finder = new TypeFinder(workspace.types, document.getElementById("types"), () => this.focus());
    const copying = new Copying(workspace);
    const copies = { copy: () => copying.all(), "copy-selected": () => copying.selected() };
    const more = { ...copies, "find-type": () => finder.open() };
    Object.assign(
      this.actions,
      drawingActions(workspace, this.tool, pointer, nudge),
      labelActions(workspace, pointer),
      more,
    );
    take(this.tool, pointer, workspace.mayAnnotate ? "draw" : "pick");
    workspace.select(/^#label-(.+)$/.exec(location.hash)?.[1] ?? null);
    if (workspace.mayAnnotate && pointer.resume()) {
      toast("What you were drawing is still here. Enter ends it, Escape puts it away.");
    } else restoreSelection(workspace);
    setPressed("keep", keepsSelection());
  }

  private listen(workspace: Workspace, svg: SVGSVGElement, bindings: readonly Binding[]): void {
    const around = this.closest<HTMLElement>(".workspace") ?? document.body;
    new ButtonInput(
      workspace,
      {
        perform: (request) => this.perform(request),
        settle: () => this.nudge?.settle(),
        openMenu: (...where) => this.menu?.open(...where),
      },
      around,
    );
    hint(around, bindings);
    // Focus by keyboard selects; a press must not move the focus to whatever lies under it.
    svg.addEventListener("mousedown", (event) => event.preventDefault());
    svg.addEventListener("focusin", ({ target }) => {
      const id = target instanceof Element ? target.closest(".label")?.getAttribute("data-annotation") : null;
      if (id && this.menu) workspace.select(id);
    });
  }

  private perform(request: ActionRequest): Handled {
    if (!request.step) this.nudge?.settle();
    return this.actions[request.action]?.(request) ?? undefined;
  }
}

customElements.define("label-stage", LabelStage);
