/*
 * What holds for every operation is added here once instead of at each controller: the Idempotency-Key of changing
 * POSTs (R14), the problem document of every refusal (RFC 9457), and the permission each operation asks for (R15).
 */
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } };

function complete(document) {
  document.openapi = '3.0.3';
  document.info.license.url = 'https://www.apache.org/licenses/LICENSE-2.0';
  document.servers = [{ url: '/v1' }];
  document.components.parameters = { IdempotencyKey: idempotencyKey() };
  document.components.responses = {
    Problem: { description: 'A refusal: what happened and what to do next', content: problemContent },
  };
  document.components.schemas.ProblemDocument ??= problemDocument();
  typedNullables(document, document.components.schemas);
  dropUnused(document);
  for (const operations of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) completeOperation(method, operation);
  }
  return document;
}

/** OpenAPI 3.0 wants a type beside `nullable`, and nothing beside `$ref`. */
function typedNullables(node, schemas) {
  if (typeof node !== 'object' || node === null) return;
  if (node.nullable && node.type === undefined && node.allOf?.length === 1) {
    node.type = schemas[node.allOf[0].$ref?.split('/').pop()]?.type ?? 'object';
  }
  if (typeof node.$ref === 'string' && Object.keys(node).length > 1) {
    node.allOf = [{ $ref: node.$ref }];
    delete node.$ref;
  }
  for (const inner of Object.values(node)) typedNullables(inner, schemas);
}

/** Types that only describe query parameters stand in the parameters themselves. */
function dropUnused(document) {
  for (let dropped = true; dropped;) {
    const text = JSON.stringify(document);
    const unused = Object.keys(document.components.schemas).filter(
      (name) => name !== 'ProblemDocument' && !text.includes(`"#/components/schemas/${name}"`),
    );
    for (const name of unused) delete document.components.schemas[name];
    dropped = unused.length > 0;
  }
}

function completeOperation(method, operation) {
  const permission = operation.security?.[0]?.key?.[0];
  operation['x-permission'] = permission;
  // Scopes are for OAuth; a bearer key has none in the contract.
  operation.security = [{ key: [] }];
  rawContents(operation.responses);
  if (operation['x-file']) offerFiles(operation);
  operation.responses.default = { $ref: '#/components/responses/Problem' };
  operation.responses['4XX'] = { $ref: '#/components/responses/Problem' };
  if (method === 'post' && !operation['x-reads-only']) {
    operation.parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/IdempotencyKey' }];
  }
}

/** What is answered byte for byte is no base64 text, as tsoa says of a stream: JSON is JSON, other files are files. */
function rawContents(responses) {
  for (const { content = {} } of Object.values(responses)) {
    for (const [type, answer] of Object.entries(content)) {
      if (answer.schema?.format !== 'byte') continue;
      answer.schema = type === 'application/json' ? { type: 'object' } : { type: 'string', format: 'binary' };
    }
  }
}

/** Lists that can be had as files say so where they are defined; `Accept` chooses. */
function offerFiles(operation) {
  const { content } = operation.responses['200'];
  content['text/csv'] = { schema: { type: 'string' } };
  content[xlsx] = { schema: { type: 'string', format: 'binary' } };
  operation.description +=
    '\n\nWith `Accept: text/csv` or the type of an XLSX workbook the answer is the whole list as a file, without `limit` and' +
    ' `cursor`: headings in the language of `Accept-Language`, days as days, money in major units with the currency in the heading.';
}

function idempotencyKey() {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'New for each new request. The same key with the same content gets the first answer and acts once.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example: '0f3b1c52-6d0e-4e55-a6cb-6a2f0f1d7a11',
  };
}

function problemDocument() {
  return {
    type: 'object',
    description: 'The body of every refusal (RFC 9457).',
    required: ['type', 'title', 'status'],
    properties: {
      type: {
        type: 'string',
        description: 'Stable identifier of the kind of problem.',
        example: 'urn:counterpart:problem:insufficient-stock',
      },
      title: { type: 'string', description: 'The kind of problem in a few words.' },
      status: { type: 'integer', description: 'The HTTP status.' },
      detail: { type: 'string', description: 'What happened this time and what to do next.' },
      instance: { type: 'string', description: 'The request this answers; quote it when asking for help.' },
      errors: {
        type: 'array',
        description: 'Every fault of the request, where there are several.',
        items: {
          type: 'object',
          required: ['pointer', 'detail'],
          properties: {
            pointer: {
              type: 'string',
              description: 'Where: a JSON Pointer into the body, or query/name, parameter/name.',
            },
            detail: { type: 'string', description: 'What is wrong and what is expected.' },
          },
        },
      },
      facts: {
        type: 'object',
        description: 'Facts of this refusal that a program can use.',
        additionalProperties: true,
      },
    },
  };
}

module.exports = { complete };
