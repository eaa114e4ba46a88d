/** One file in one request, with progress, which only XMLHttpRequest tells. */

import type { ChosenFile } from "./chosen-files";
import type { Result } from "./job-progress";

export interface UploadAnswer {
  readonly results?: readonly Result[];
  readonly job?: string;
}

/**
 * `id` is the command's: sending the same file again after a failure adds nothing twice. `encoding`: of the names in an
 * archive; "" lets the server guess. `together`: one id for the files that were chosen at once.
 */
export function send(
  url: string,
  { file, path }: ChosenFile,
  id: string,
  together: string,
  encoding: string,
  progress: (part: number) => void,
): Promise<UploadAnswer | { problem: string }> {
  const body = new FormData();
  body.append("encoding", encoding);
  body.append("file", file, path);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Idempotency-Key", id);
    request.setRequestHeader("Annals-Together", together);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () =>
      resolve(judge(request.status, request.response as UploadAnswer & { detail?: string; title?: string }));
    request.onerror = () => void whyNotSent(file).then((problem) => resolve({ problem }));
    request.send(body);
  });
}

/** A request fails in the same way when the server is away and when the browser cannot read what it should send. */
async function whyNotSent(file: File): Promise<string> {
  const isReadable = await file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
  if (isReadable) return "The server was not reached.";
  return "This is a folder, or a file that has changed since: choose its files, or a zip of them.";
}

function judge(
  status: number,
  answer: (UploadAnswer & { detail?: string; title?: string }) | null,
): UploadAnswer | { problem: string } {
  if (status >= 200 && status < 300 && answer) return answer;
  return { problem: answer?.detail ?? answer?.title ?? `The server refused this (${status}).` };
}
