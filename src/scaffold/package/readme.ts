import type { Target, TargetInput } from '../targets/target.ts';

/** README.md of the application: how to run it, and which files belong to whom. */
export function readme(target: Target, { model, sourceDir }: TargetInput): string {
  return `# ${oneLine(model.title)}

${target.title} server for ${oneLine(model.title)} ${oneLine(model.version)}, generated from its OpenAPI document.

\`\`\`bash
npm install
cp .env.example .env   # optional: every setting has a default in development
npm start              # http://127.0.0.1:3000, documentation at /docs
npm test               # starts the server and calls every operation
npm run check          # types, lint, tests
\`\`\`

## Whose file is it?

| files | belong to |
| --- | --- |
| \`${sourceDir}routes/*.ts\`, \`${sourceDir}app.ts\`, \`${sourceDir}server.ts\`, \`${sourceDir}config.ts\`, \`${sourceDir}middleware/\` | you: never overwritten, new operations are appended to the routes as stubs |
| \`*.gen.ts\`, \`${sourceDir}middleware/validators.ts\`, \`${sourceDir}types/api.ts\`, \`openapi.gen.json\` | the generator: rewritten from the document, refused where edited by hand |

An operation that is not written yet answers 501. Change the document, generate again, and what no longer fits is a
compile error at the handler.
`;
}

function oneLine(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      // Bidirectional overrides among them, which would turn round what the reader sees.
      .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
      .replace(/[<>[\]`*_|\\]/g, '\\$&')
      .trim()
  );
}
