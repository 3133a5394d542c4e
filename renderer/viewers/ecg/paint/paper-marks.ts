/** Words and hatching on the paper, in CSS pixels. */

export interface PaperText {
  readonly font: string;
  readonly fill: string;
  readonly align?: CanvasTextAlign;
}

/** Writes a line of text with its alphabetic baseline at y. */
export function writeOnPaper(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  look: PaperText,
): void {
  context.font = look.font;
  context.textAlign = look.align ?? 'left';
  context.fillStyle = look.fill;
  context.fillText(text, x, y);
}

/** Slanted lines over a stretch without signal, `halfHeight` above and below y. */
export function hatchStretch(
  context: CanvasRenderingContext2D,
  fromX: number,
  toX: number,
  y: number,
  halfHeight: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(fromX, y - halfHeight, Math.max(1, toX - fromX), halfHeight * 2);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let x = fromX - halfHeight * 2; x < toX; x += 7) {
    context.moveTo(x, y + halfHeight);
    context.lineTo(x + halfHeight * 2, y - halfHeight);
  }
  context.stroke();
  context.restore();
}
