import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';

/** The names of OAuth 2 flows in Swagger 2.0 and OpenAPI 3. */
const flowNames: Readonly<Record<string, string>> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** `type: basic` and the one-flow `oauth2` in the words of OpenAPI 3. */
export function convertSecurityScheme(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const { type, description } = value;
  const described: JsonObject = description === undefined ? {} : { description };
  if (type === 'basic') return { type: 'http', scheme: 'basic', ...described };
  if (type !== 'oauth2') return value;
  const { flow, authorizationUrl, tokenUrl, scopes } = value;
  const name =
    typeof flow === 'string' && Object.hasOwn(flowNames, flow) ? flowNames[flow] : undefined;
  return {
    type,
    ...described,
    flows: {
      [name ?? 'implicit']: {
        ...(authorizationUrl !== undefined && { authorizationUrl }),
        ...(tokenUrl !== undefined && { tokenUrl }),
        scopes: scopes ?? {},
      },
    },
  };
}
