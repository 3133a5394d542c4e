import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRealStore, type OsStore, openMachineSeal } from '../../electron/machine-seal.ts';

/** A store that really encrypts, with a key of its own, as an operating system's would. */
function storeWith(backend: string, key = randomBytes(32)): OsStore {
  const iv = Buffer.alloc(16);
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => {
      const cipher = createCipheriv('aes-256-ctr', key, iv);
      return Buffer.concat([cipher.update(`v10${text}`, 'utf8'), cipher.final()]);
    },
    decryptString: (sealed) => {
      const decipher = createDecipheriv('aes-256-ctr', key, iv);
      const text = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
      if (!text.startsWith('v10')) throw new Error('Error while decrypting the ciphertext');
      return text.slice(3);
    },
  };
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'yuanzhen-seal-'));

describe('the second seal', () => {
  it('is made only by a real store', () => {
    expect(isRealStore(storeWith('gnome_libsecret'), 'linux')).toBe(true);
    expect(isRealStore(storeWith('basic_text'), 'linux')).toBe(false);
    expect(isRealStore(storeWith('unknown'), 'linux')).toBe(false);
    expect(isRealStore({ ...storeWith('basic_text'), isEncryptionAvailable: () => false }, 'win32')).toBe(
      false,
    );
    expect(openMachineSeal(storeWith('basic_text'), folder(), 'linux')).toBeNull();
  });

  it('gives the same part at every start, and never leaves it readable on disk', () => {
    const data = folder();
    const store = storeWith('gnome_libsecret');
    const part = openMachineSeal(store, data, 'linux');
    expect(Buffer.from(part ?? '', 'base64')).toHaveLength(32);
    expect(openMachineSeal(store, data, 'linux')).toBe(part);
    expect(readFileSync(join(data, 'seal.os')).includes(part ?? '')).toBe(false);
  });

  it('takes over the part that lay in a plain file, so that keys sealed before still open', () => {
    const data = folder();
    const before = randomBytes(32);
    writeFileSync(join(data, 'seal.key'), before);
    expect(openMachineSeal(storeWith('kwallet6'), data, 'linux')).toBe(before.toString('base64'));
    expect(existsSync(join(data, 'seal.key'))).toBe(false);
  });

  it('never replaces a part that the store can no longer open', () => {
    const data = folder();
    openMachineSeal(storeWith('gnome_libsecret'), data, 'linux');
    const sealed = readFileSync(join(data, 'seal.os'));
    expect(() => openMachineSeal(storeWith('gnome_libsecret'), data, 'linux')).toThrow();
    expect(readFileSync(join(data, 'seal.os'))).toEqual(sealed);
  });
});
