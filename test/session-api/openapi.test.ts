import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessionApi, type SessionApi } from '../../packages/session-api/src/index.js';

interface Operation {
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { required: boolean; content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { description: string; content: Record<string, { schema: unknown }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { additionalProperties?: boolean }>;
    securitySchemes: Record<string, unknown>;
  };
}

const needKey = [
  'POST /v1/auth/sessions/verify',
  'GET /v1/auth/sessions/list',
  'DELETE /v1/auth/sessions/delete',
  'POST /v1/auth/otps/email/login_or_create',
  'POST /v1/auth/otps/email/send',
  'POST /v1/auth/otps/verify',
  'GET /v1/auth/users/{user_id}',
  'DELETE /v1/auth/users/{user_id}/delete',
  'POST /v1/auth/users/create',
  'PUT /v1/auth/users/{user_id}/update',
  'POST /v1/auth/users/search',
];
const open = ['GET /v1/auth/jwks/default', 'GET /livez', 'GET /readyz', 'GET /healthz'];

describe('GET /openapi.json', () => {
  let api: SessionApi;
  let text: string;
  let document: Document;
  let operations: Map<string, Operation>;
  beforeAll(async () => {
    api = await createSessionApi({
      secretKeys: ['sk_test_0123456789abcdef'],
      database: ':memory:',
    });
    text = await (await api.fetch(new Request('http://localhost/openapi.json'))).text();
    document = JSON.parse(text) as Document;
    operations = new Map(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(
          ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
        ),
      ),
    );
  });
  afterAll(() => api.close());

  it('lists every endpoint, and nothing else', () => {
    expect(document.openapi).toBe('3.1.0');
    expect([...operations.keys()].toSorted()).toEqual([...needKey, ...open].toSorted());
  });

  it('lists endpoints that are there, with the key they need', async () => {
    expect(document.components.securitySchemes).toMatchObject({
      secretKey: { type: 'http', scheme: 'bearer' },
    });
    for (const [name, { security }] of operations) {
      const [method = '', path = ''] = name.split(' ');
      const request = new Request(`http://localhost${path.replace('{user_id}', 'user_1')}`, {
        method,
      });
      const expected = needKey.includes(name) ? 401 : 200;
      expect([name, (await api.fetch(request)).status]).toEqual([name, expected]);
      expect(security).toEqual(expected === 401 ? [{ secretKey: [] }] : undefined);
    }
  });

  it.each(needKey)('describes the refusals of %s', (name) => {
    const { responses } = operations.get(name) ?? { responses: {} };
    const schemas = ['400', '401', '413', '500'].map(
      (status) => responses[status]?.content['application/json']?.schema,
    );
    expect(schemas).toEqual(
      Array.from({ length: 4 }, () => ({ $ref: '#/components/schemas/Error' })),
    );
  });

  it('closes every request body', () => {
    const bodies = [...operations.values()].flatMap(({ requestBody }) => requestBody ?? []);
    expect(bodies).toHaveLength(8);
    for (const { required, content } of bodies) {
      expect(required).toBe(true);
      const name = content['application/json']?.schema.$ref.split('/').at(-1) ?? '';
      expect(document.components.schemas[name]?.additionalProperties, name).toBe(false);
    }
  });

  it('declares what a path holds, and an answer for success', () => {
    for (const [name, { parameters = [], responses }] of operations) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const declared = parameters.filter(
        (parameter) => parameter.in === 'path' && parameter.required,
      );
      expect(declared.map((parameter) => parameter.name)).toEqual(inPath);
      expect(responses, name).toHaveProperty('200');
    }
  });

  it('refers to schemas that exist', () => {
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, schema]) => schema ?? '',
    );
    expect(references.length).toBeGreaterThan(20);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([...new Set(references)]),
    );
  });
});
