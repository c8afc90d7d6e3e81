import { code, docComment, indent } from '../../../emit/code.ts';
import type { SecurityScheme } from '../../../api/model.ts';
import type { TargetInput } from '../target.ts';
import { authSettings, settingOf } from './auth-settings.ts';

/** `src/middleware/auth.ts`: a verifier for each security scheme, the same for all frameworks. */
export function authFile({ model }: TargetInput): string {
  const settings = authSettings(model.securitySchemes);
  const keys = settings.map(({ key }) => key);
  const hasSecrets = keys.some((key) => key !== 'jwt');
  const file = code`
    ${keys.includes('jwt') ? jwtImports : ''}
    ${hasSecrets ? "import { sameSecret } from '../runtime/security/same-secret.gen.ts';" : ''}
    import type { Verifiers } from '../runtime/security/security.gen.ts';
    import type { securitySchemes } from './validators.ts';

    ${configInterface(model.securitySchemes)}
    /**
     * How callers are identified: one function for each security scheme of the document. It returns the principal that
     * handlers find in their request (of any shape; its \`scopes\` list what it may do), or \`undefined\` to refuse.
     */
    export function createVerifiers(${keys.length > 0 ? 'config: AuthConfig' : ''}) {
      ${body(model.securitySchemes)}
    }

    export type AppVerifiers = ReturnType<typeof createVerifiers>;
  `;
  return hasSecrets ? `${file}\n${indexOfSecret}` : file;
}

const jwtImports = [
  "import { jwtVerifier } from '../runtime/security/jwt.gen.ts';",
  "import type { JwtOptions } from '../runtime/security/jwt.gen.ts';",
];

function configInterface(schemes: readonly SecurityScheme[]): string {
  const settings = authSettings(schemes);
  if (settings.length === 0) return '';
  const members = settings.map(
    ({ key, type, meaning }) => `${docComment(meaning, 2)}  readonly ${key}: ${type};\n`,
  );
  return `export interface AuthConfig {\n${members.join('')}}\n`;
}

function body(schemes: readonly SecurityScheme[]): string {
  const type = 'satisfies Verifiers<typeof securitySchemes>;';
  if (schemes.length === 0) return `return {} ${type}`;
  return `return {\n${schemes.map((scheme) => indent(verifier(scheme), 2)).join('\n')}\n} ${type}`;
}

/** The member of `createVerifiers` for a scheme. */
function verifier(scheme: SecurityScheme): string {
  const { id } = scheme;
  switch (settingOf(scheme)) {
    case 'jwt':
      return `${id}: jwtVerifier(config.jwt),`;
    case 'bearerTokens':
      return secretVerifier(id, 'token', 'token', 'bearerTokens', 'token');
    case 'apiKeys':
      return secretVerifier(id, 'key', 'key', 'apiKeys', 'api-key');
    case 'basicUsers':
      return secretVerifier(
        id,
        'username, password',
        '`${username}:${password}`',
        'basicUsers',
        '',
      );
    default:
      return [
        '// Only you can know how these callers prove who they are, so all are refused.',
        `${id}: () => undefined as { subject: string; scopes: string[] } | undefined,`,
      ].join('\n');
  }
}

function secretVerifier(
  id: string,
  members: string,
  secret: string,
  setting: string,
  subject: string,
): string {
  const name = subject === '' ? 'subject: username' : `subject: \`${subject}-\${index + 1}\``;
  return code`
    ${id}: ({ ${members} }) => {
      const index = indexOfSecret(${secret}, config.${setting});
      return index < 0 ? undefined : { ${name}, scopes: [] };
    },`;
}

const indexOfSecret = code`
  /** Takes as long for the first as for the last, and for none. */
  function indexOfSecret(given: string, known: readonly string[]): number {
    return known.map((secret) => sameSecret(given, secret)).indexOf(true);
  }
`;
