// A real OpenID Connect provider (npm oidc-provider) on a free port of the loopback; says where once it listens.
// Usage: node oidc_provider.mjs NODE_MODULES. It ends when its standard input does.
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { Provider } = await import(
  pathToFileURL(join(process.argv[2], "oidc-provider", "lib", "index.js"))
);

const client = {
  client_id: "undersigned-desktop",
  application_type: "native",
  token_endpoint_auth_method: "none",
  redirect_uris: ["http://127.0.0.1/"],
  grant_types: ["authorization_code"],
  response_types: ["code"],
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // As Entra ID and Google do, the address goes into the ID token itself.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ["only for tests"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true, name: "A Person" }),
    }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});

process.stdin.on("end", () => process.exit(0)).resume();
