// What goes wrong on pages without anybody clicking it: errors on the console, refused content, failed requests.

/** Answers the list that fills as things go wrong; `expected` names what a test provokes itself. */
export function watch(context, expected = []) {
  const wrong = [];
  const tell = (page, text) => {
    if (!expected.some((pattern) => pattern.test(text))) {
      wrong.push(`${new URL(page.url() || "about:blank").pathname}: ${text}`);
    }
  };
  context.on("page", (page) => {
    page.on(
      "console",
      (message) => message.type() === "error" && tell(page, `${message.text()} (${message.location().url})`),
    );
    page.on("pageerror", (error) => tell(page, error.stack ?? String(error)));
    page.on("response", (response) => response.status() >= 500 && tell(page, `${response.status()} ${response.url()}`));
    page.on("crash", () => tell(page, "crashed"));
  });
  return wrong;
}
