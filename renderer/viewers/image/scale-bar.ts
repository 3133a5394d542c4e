/** A bar of a round length that takes up to a third of a pane's height. */
const lengths = [500, 200, 100, 50, 20, 10, 5, 2, 1] as const;

/** `mm` is the word for millimetres; null where not even the shortest bar fits. */
export function scaleBarFor(
  mmPerCss: number,
  heightPx: number,
  mm: string,
): { readonly widthPx: number; readonly label: string } | null {
  const length = lengths.find((one) => one / mmPerCss <= heightPx / 3);
  if (length === undefined || !Number.isFinite(mmPerCss) || mmPerCss <= 0) return null;
  return { widthPx: length / mmPerCss, label: `${length} ${mm}` };
}
