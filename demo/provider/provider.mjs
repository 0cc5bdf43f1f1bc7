// A test OpenID Connect provider with one account for each role. Loopback only: whoever asks chooses who to be.
// Arguments: port, origin of the portal, client secret.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, origin, secret] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const accounts = {
  membre: { name: "Camille Démonstration", groups: ["cyberveille-correspondants"] },
  moderation: {
    name: "Alix Démonstration",
    groups: ["cyberveille-correspondants", "cyberveille-moderation"],
  },
  exterieur: { name: "Dominique Démonstration", groups: ["professionnels-de-sante"] },
};
const roles = {
  membre: "correspondant du cercle",
  moderation: "correspondant qui modère",
  exterieur: "professionnel de santé hors du cercle",
};

const page = (title, body) => `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "cyberveille-correspondants",
      client_secret: secret,
      redirect_uris: [`${origin}/acces/retour`],
      post_logout_redirect_uris: [`${origin}/acces/sortie.html`],
      backchannel_logout_uri: `${origin}/acces/retour?logout=backchannel`,
      backchannel_logout_session_required: true,
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], profile: ["name"], groups: ["groups"] },
  scopes: ["openid", "profile", "groups"],
  conformIdTokenClaims: false,
  cookies: { keys: [randomBytes(16).toString("hex")] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // Both ends are on loopback, which the provider would not call of itself.
  fetch: (url, options) => fetch(url, options),
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = page(
          "Se déconnecter",
          `${form}<p><button type="submit" form="op.logoutForm" name="logout" value="yes">Se déconnecter</button></p>`,
        );
      },
    },
  },
  findAccount: (_, id) => accounts[id] && { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile groups");
    await grant.save();
    return grant;
  },
});

const callback = provider.callback();
createServer(async (request, response) => {
  const { pathname } = new URL(request.url, issuer);
  if (!pathname.startsWith("/interaction/")) return callback(request, response);
  try {
    const { uid } = await provider.interactionDetails(request, response);
    const id = pathname.split("/")[3];
    if (request.method === "POST" && accounts[id]) {
      return await provider.interactionFinished(request, response, { login: { accountId: id } });
    }
    const choices = Object.keys(accounts)
      .map(
        (key) =>
          `<form method="post" action="/interaction/${uid}/${key}"><p><button>${accounts[key].name}, ${roles[key]}</button></p></form>`,
      )
      .join("");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(page("Connexion de démonstration", choices));
  } catch (error) {
    response.statusCode = 400;
    response.end(String(error));
  }
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
