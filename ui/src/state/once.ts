/**
 * Reads a part of the page once, however often it is asked for meanwhile; one that failed is read anew.
 *
 * WebKit gives a module that is asked for a second time while it is still being read to whoever asked second before it is ready: the room
 * that a click opens at the start, while the page reads what it will need, crashed on that.
 */
export function once<Part>(read: () => Promise<Part>): () => Promise<Part> {
  let reading: Promise<Part> | undefined;
  return () => {
    reading ??= read().catch((thrown: unknown) => {
      reading = undefined;
      throw thrown;
    });
    return reading;
  };
}
