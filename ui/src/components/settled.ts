/** Two frames: what was mounted is measured and drawn. */
export const settled = (): Promise<void> =>
  new Promise((done) =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        done();
      }),
    ),
  );
