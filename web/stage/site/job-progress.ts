/**
 * `<job-progress data-job="UUID" [data-reload]>`: follows a job to its end.
 *
 * Reads `GET /api/v1/jobs/{id}/live` (text/event-stream, each message the job as JSON), or polls `GET /api/v1/jobs/{id}`
 * where the stream cannot be had. Shows a `<progress>` and a sentence, then sends `job-end` with the job as detail.
 * With data-reload the page is loaded anew when the job is done.
 */

export interface Result {
  readonly name: string;
  readonly outcome: string;
  readonly detail?: string;
  readonly image?: string;
  /** The name was too long for an image, and was cut. */
  readonly shortened?: boolean;
}

/** How names in an archive were read that do not say it themselves. */
export interface NamesRead {
  readonly encoding: string;
  readonly guessed: boolean;
}

export interface Job {
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly done: number;
  readonly total: number;
  readonly results?: readonly Result[];
  readonly names?: NamesRead;
  readonly detail?: string;
}

export const isOver = ({ state }: Job): boolean => state === "done" || state === "failed" || state === "cancelled";

/** Calls `told` for every news of a job, until it is over; the answer stops it. */
export function follow(id: string, told: (job: Job) => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const source = new EventSource(`/api/v1/jobs/${id}/live`);
  const poll = async (): Promise<void> => {
    const response = await fetch(`/api/v1/jobs/${id}`).catch(() => null);
    const job = response?.ok ? ((await response.json()) as Job) : null;
    if (job) told(job);
    if (!job || !isOver(job)) timer = setTimeout(() => void poll(), 2000);
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const job = JSON.parse(data) as Job;
    if (isOver(job)) source.close();
    told(job);
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) void poll();
  };
  return () => {
    source.close();
    clearTimeout(timer);
  };
}

class JobProgress extends HTMLElement {
  private stop = (): void => {};

  connectedCallback(): void {
    const { job } = this.dataset;
    if (job) this.stop = follow(job, (news) => this.show(news));
  }

  disconnectedCallback(): void {
    this.stop();
  }

  private show(job: Job): void {
    const bar = this.querySelector("progress") ?? this.appendChild(document.createElement("progress"));
    const text = this.querySelector("p") ?? this.appendChild(document.createElement("p"));
    bar.setAttribute("aria-label", "Progress");
    bar.max = Math.max(job.total, 1);
    if (job.state === "running" || isOver(job)) bar.value = job.state === "done" ? bar.max : job.done;
    text.textContent = sentence(job);
    this.dataset["state"] = job.state;
    if (!isOver(job)) return;
    this.dispatchEvent(new CustomEvent("job-end", { bubbles: true, detail: job }));
    if ("reload" in this.dataset && job.state !== "failed") location.reload();
  }
}

export function sentence({ state, done, total, detail }: Job): string {
  if (state === "queued") return "Waiting to start";
  if (state === "cancelled") return "It was cancelled. What was done before stays.";
  if (state === "failed") return detail ?? "It failed. Nothing more will be done.";
  return state === "done" ? `Done: ${total}` : `${done} of ${total}`;
}

customElements.define("job-progress", JobProgress);
