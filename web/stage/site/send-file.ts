/** One file in one request, with progress, which only XMLHttpRequest tells. */

import type { Result } from "./job-progress";

export interface UploadAnswer {
  readonly results?: readonly Result[];
  readonly job?: string;
}

/** `id` is the command's: sending the same file again after a failure adds nothing twice. */
export function send(
  url: string,
  file: File,
  id: string,
  progress: (part: number) => void,
): Promise<UploadAnswer | { problem: string }> {
  const body = new FormData();
  body.append("file", file, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Idempotency-Key", id);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () =>
      resolve(judge(request.status, request.response as UploadAnswer & { detail?: string; title?: string }));
    request.onerror = () => resolve({ problem: "The server was not reached." });
    request.send(body);
  });
}

function judge(
  status: number,
  answer: (UploadAnswer & { detail?: string; title?: string }) | null,
): UploadAnswer | { problem: string } {
  if (status >= 200 && status < 300 && answer) return answer;
  return { problem: answer?.detail ?? answer?.title ?? `The server refused this (${status}).` };
}
