/** A JPEG or PNG as a document of one page; its pixels are counted from its header before the browser decodes it. */
import { failure } from '#shared/failure.ts';
import { isDecodable, mostPixels, pictureFacts } from '#shared/formats/document/picture-size.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { boundedScale, type PageSource } from './page-source.ts';

/** Fails with picture-damaged or picture-too-large. */
export async function openPicture(bytes: Uint8Array, format: 'jpeg' | 'png'): Promise<Result<PageSource>> {
  const facts = pictureFacts(bytes, format);
  if (facts === null) return fail(failure('picture-damaged', { format: format.toUpperCase() }));
  if (!isDecodable(facts)) {
    const { rows, columns } = facts;
    return fail(failure('picture-too-large', { rows: rows ?? 0, columns: columns ?? 0, limit: mostPixels }));
  }
  const blob = new Blob([new Uint8Array(bytes)], { type: `image/${format}` });
  const bitmap = await createImageBitmap(blob).catch(() => null);
  if (bitmap === null) return fail(failure('picture-damaged', { format: format.toUpperCase() }));
  const { width, height } = bitmap;
  return ok({
    pages: 1,
    allPages: 1,
    page: () => Promise.resolve({ width, height }),
    paint: (_index, canvas, wanted, quarterTurns) => {
      const scale = boundedScale(width, height, wanted);
      const turned = quarterTurns % 2 === 1;
      canvas.width = Math.max(1, Math.round((turned ? height : width) * scale));
      canvas.height = Math.max(1, Math.round((turned ? width : height) * scale));
      const context = canvas.getContext('2d');
      if (context === null) return Promise.resolve();
      context.imageSmoothingQuality = 'high';
      context.translate(canvas.width / 2, canvas.height / 2);
      context.rotate((quarterTurns * Math.PI) / 2);
      context.drawImage(bitmap, (-width * scale) / 2, (-height * scale) / 2, width * scale, height * scale);
      return Promise.resolve();
    },
    close: () => bitmap.close(),
  });
}
