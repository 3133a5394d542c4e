/** Bytes as a person reads them. */
const megabyte = 1024 ** 2;
const gigabyte = 1024 ** 3;

export function sizeText(bytes: number): string {
  if (bytes >= gigabyte) return `${(bytes / gigabyte).toFixed(1)} GB`;
  return `${(bytes / megabyte).toFixed(bytes < megabyte ? 2 : 0)} MB`;
}
