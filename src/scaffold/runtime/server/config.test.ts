import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as setting from './config.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Environment } from './config.ts';

interface AppConfig {
  readonly port: number;
  readonly host: string;
  readonly logLevel: 'debug' | 'info';
  readonly rateLimit: boolean;
  readonly origins: readonly string[];
  readonly publicUrl: string | undefined;
}

function read(env: Environment): AppConfig {
  return readConfig(env, {
    port: setting.port('PORT', 3000),
    host: setting.text('HOST', '0.0.0.0'),
    logLevel: setting.oneOf('LOG_LEVEL', ['debug', 'info'], 'info'),
    rateLimit: setting.boolean('RATE_LIMIT', true),
    origins: setting.list('CORS_ORIGINS', []),
    publicUrl: setting.optionalUrl('PUBLIC_URL'),
  });
}

function problemsOf(env: Environment): readonly string[] {
  try {
    read(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

describe('configuration from the environment', () => {
  it('takes the fallbacks where nothing, or nothing but space, is set', () => {
    assert.deepEqual(read({ PORT: '', HOST: '  ' }), {
      port: 3000,
      host: '0.0.0.0',
      logLevel: 'info',
      rateLimit: true,
      origins: [],
      publicUrl: undefined,
    });
  });

  it('reads each kind of value', () => {
    const config = read({
      PORT: '0',
      HOST: '::1',
      LOG_LEVEL: 'debug',
      RATE_LIMIT: 'off',
      CORS_ORIGINS: 'https://a.example, https://b.example,',
      PUBLIC_URL: 'https://api.example/v1',
    });
    assert.deepEqual(config, {
      port: 0,
      host: '::1',
      logLevel: 'debug',
      rateLimit: false,
      origins: ['https://a.example', 'https://b.example'],
      publicUrl: 'https://api.example/v1',
    });
  });

  it('reports all that is wrong at once, one line for each variable', () => {
    const env = { PORT: '65536', LOG_LEVEL: 'loud', RATE_LIMIT: 'maybe', PUBLIC_URL: 'ftp://x' };
    assert.throws(() => read(env), {
      name: 'ConfigError',
      message: [
        'The configuration is not valid:',
        '- PORT must be an integer from 0 to 65535',
        '- LOG_LEVEL must be one of debug, info',
        '- RATE_LIMIT must be on or off',
        '- PUBLIC_URL must be an absolute URL (https, http)',
      ].join('\n'),
    });
  });

  it('takes no number that is only half one', () => {
    for (const PORT of ['1e3', '0x10', '80 81', '8.5', '--1', 'NaN', '99999999999999999999']) {
      assert.deepEqual(problemsOf({ PORT }), ['PORT must be an integer from 0 to 65535'], PORT);
    }
  });

  it('does not show a password that stands in a URL', () => {
    const [problem = ''] = problemsOf({ PUBLIC_URL: 'smtp://me:hunter2@mail.example' });
    assert.ok(!problem.includes('hunter2'));
  });

  it('names a variable that has no fallback and is not set', () => {
    const table = { key: setting.text('API_KEY') };
    assert.throws(() => readConfig({}, table), /API_KEY is not set; it must be a text/);
  });
});
