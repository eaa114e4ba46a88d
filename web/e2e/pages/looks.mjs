// Sizes and colours every page is looked at in.

export const LOOKS = [1440, 390].flatMap((width) =>
  ["light", "dark"].map((colours) => ({
    name: `${width}-${colours}`,
    options: { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme: colours },
  })),
);
