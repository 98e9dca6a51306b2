import { expect, it } from 'vitest';
import { createEventParser } from './parse-events.ts';

it.each([
  ['a message', ['id: 7\ndata: {"a":1}\n\n'], [{ id: '7', data: '{"a":1}' }]],
  ['pieces of one', ['id: 7\nda', 'ta: x', '\n', '\n'], [{ id: '7', data: 'x' }]],
  ['several at once', ['data:a\n\ndata: b\n\n'], [{ data: 'a' }, { data: 'b' }]],
  ['data over several lines', ['data: a\ndata: b\n\n'], [{ data: 'a\nb' }]],
  ['lines of other systems', ['id: 1\r\ndata: a\r\n\r', '\n'], [{ id: '1', data: 'a' }]],
  [
    'comments and what has no data',
    [':\n\n', 'retry: 2000\n\n', ': hi\ndata: a\n\n'],
    [{ data: 'a' }],
  ],
  ['what has not ended', ['data: a\n'], []],
])('reads %s', (_, pieces, messages) => {
  const parse = createEventParser();
  const read = pieces.flatMap((piece) => parse(piece));
  expect(read).toEqual(messages.map((message) => ({ id: null, ...message })));
});
