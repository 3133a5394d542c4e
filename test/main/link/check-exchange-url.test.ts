import { expect, test } from 'vitest';
import { checkExchangeUrl } from '../../../main/link/check-exchange-url.ts';

test.each([
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['http://localhost:1', 'http://localhost:1'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['https://exchange.example.org', 'https://exchange.example.org'],
])('takes %s', (given, kept) => {
  expect(checkExchangeUrl(given)).toEqual({ ok: true, value: kept });
});

test.each(['http://exchange.example.org', 'http://10.0.0.1:8080', 'http://127.0.0.1.evil.example'])(
  'refuses plain %s',
  (given) => {
    expect(checkExchangeUrl(given)).toMatchObject({ ok: false, failure: { code: 'plain-http-refused' } });
  },
);

test('refuses what is no address', () => {
  expect(checkExchangeUrl('ftp://x')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  expect(checkExchangeUrl('')).toMatchObject({ ok: false, failure: { code: 'usage' } });
});
