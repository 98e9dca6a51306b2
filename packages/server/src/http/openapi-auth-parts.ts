export const NAME = 'Sign-in';
export const cookie = [{ session: [] }];

export const credentials = {
  email: { type: 'string', format: 'email' },
  password: { type: 'string', minLength: 10, maxLength: 128 },
} as const;

export const status = { type: 'object', properties: { status: { type: 'boolean' } } } as const;

export const user = {
  type: 'object',
  required: ['id', 'name', 'email', 'role'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    role: { $ref: '#/components/schemas/Role' },
  },
} as const;

function json(schema: object) {
  return { content: { 'application/json': { schema } } };
}

/** A body that must be there. */
export function body(schema: object) {
  return { required: true, ...json(schema) };
}

/** What an operation answers, and with which statuses it refuses. */
export function answers(description: string, schema: object, codes: readonly string[]) {
  const problem = { $ref: '#/components/responses/AuthProblem' };
  return {
    '200': { description, ...json(schema) },
    ...Object.fromEntries(codes.map((status) => [status, problem])),
  };
}

/** An operation of somebody who is signed in. */
export function ofSession(
  operationId: string,
  summary: string,
  {
    request = { type: 'object' },
    answer = status,
    codes = ['400', '401', '403', '429'],
    description,
  }: Partial<Record<'request' | 'answer', object>> & {
    codes?: readonly string[];
    description?: string;
  },
) {
  return {
    post: {
      operationId,
      tags: [NAME],
      summary,
      ...(description && { description }),
      security: cookie,
      requestBody: body(request),
      responses: answers('Done', answer, codes),
    },
  };
}

/** A question of somebody who is signed in. */
export function askedInSession(operationId: string, summary: string, answer: object) {
  return {
    get: {
      operationId,
      tags: [NAME],
      summary,
      security: cookie,
      responses: answers('The answer', answer, ['401']),
    },
  };
}
