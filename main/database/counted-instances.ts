/** Which instances of a study count as its n: images and recordings; documents beside them are counted apart. */

/** SQL condition over `instance AS i` and `study AS s`: the first content of each UID, without documents beside images. */
export const countsAsImage = `i.variant = 0
  AND (i.document = 0 OR s.picture = 1 OR s.kind NOT IN ('imaging', 'ecg'))`;

/** SQL condition over the same: a document beside the images. */
export const countsAsDocument = `i.variant = 0
  AND i.document = 1 AND s.picture = 0 AND s.kind IN ('imaging', 'ecg')`;
