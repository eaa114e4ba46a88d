// Time as the page has it: from an event of the hand to the second frame after its effect can be seen.

/** Waits in the page for something to match; the clock starts with the last of these events before. Answers the time. */
export async function clock(page, event, selector) {
  await page.evaluate(
    ([event, selector]) => {
      let began = null;
      const start = ({ timeStamp }) => (began = timeStamp);
      addEventListener(event, start, { capture: true });
      window.measured = new Promise((resolve) => {
        const look = () => {
          if (began === null || !document.querySelector(selector)) return requestAnimationFrame(look);
          removeEventListener(event, start, { capture: true });
          requestAnimationFrame(() => requestAnimationFrame((now) => resolve(now - began)));
        };
        requestAnimationFrame(look);
      });
    },
    [event, selector],
  );
  return () => page.evaluate(() => window.measured);
}
