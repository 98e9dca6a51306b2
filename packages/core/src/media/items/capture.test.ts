import { expect, test } from 'vitest';
import { captureFromFileName } from './capture.ts';

test.each([
  ['IMG_20240131_235959.jpg', '2024-01-31T23:59:59.000Z'],
  ['PXL_20240131_235959123.jpg', '2024-01-31T23:59:59.000Z'],
  ['2024-01-31 23.59.59.heic', '2024-01-31T23:59:59.000Z'],
  ['Photo 2024-01-31 at 23.59.59.png', '2024-01-31T23:59:59.000Z'],
  ['Screenshot_2024-01-31-23-59-59-100_app.png', '2024-01-31T23:59:59.000Z'],
  ['IMG-20240131-WA0007.jpg', '2024-01-31T00:00:00.000Z'],
  ['holiday/20240131.png', '2024-01-31T00:00:00.000Z'],
])('%s was captured at %s', (fileName, moment) => {
  expect(captureFromFileName(fileName)).toEqual({
    at: new Date(moment),
    offsetMinutes: null,
    source: 'file-name',
  });
});

test.each(['IMG_0042.JPG', 'DSC20241342.jpg', '2024-02-31.png', '1234567890123456.jpg', 'a.png'])(
  '%s tells no time',
  (fileName) => {
    expect(captureFromFileName(fileName)).toBeNull();
  },
);
