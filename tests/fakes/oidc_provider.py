"""A behaving OpenID Connect provider for tests, on a real loopback server with real signatures, and a browser for it.

It can be bent, one forgery at a time, through `forge`: each changes the ID token in one way.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import warnings
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwk, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

CLIENT_ID = "undersigned-desktop"


@cache
def rsa_key(name, bits=2048):
    return RSAKey.generate_key(bits, {"kid": name, "use": "sig"}, private=True)


@cache
def ec_key(name):
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"}, private=True)


class OidcProvider:
    """One provider. `account` is what the ID token says of whoever is signed in."""

    def __init__(self, clock, *, algorithm="RS256"):
        self.clock = clock
        self.algorithm = algorithm
        self.key = ec_key("k1") if algorithm == "ES256" else rsa_key("k1")
        self.account = {"sub": "account-0", "email": "s0@oak.example", "email_verified": True}
        self.forge = None
        self.refuse = None  # an error to come back with in place of a code
        self.token_status = 200
        self.token_body = None
        self.answer_iss = None
        self.told = []  # what each sign-in asked for
        self.published = [self.key]
        self.asked = []
        self.tokens = []
        self._codes = {}
        self._server = _Server(("127.0.0.1", 0), _handler_for(self))
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    # --- what it answers -----------------------------------------------------------------------------------------

    def discovery(self, _query):
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return {"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in names.items()}

    def jwks(self, _query):
        return {"keys": [key.as_dict(private=False) for key in self.published]}

    def authorize(self, query):
        """Sign in whoever it is at once, and send the browser back."""
        asked = {name: values[0] for name, values in query.items()}
        back = urlsplit(asked["redirect_uri"])
        assert asked["client_id"] == CLIENT_ID
        assert back.hostname in ("127.0.0.1", "localhost", "::1")
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        assert "openid" in asked["scope"].split()
        answer = {"state": asked["state"], "iss": self.answer_iss or self.issuer}
        if self.refuse:
            return f"{asked['redirect_uri']}?{urlencode(answer | {'error': self.refuse})}"
        self.told.append(asked)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode(answer | {'code': code})}"

    def token(self, form):
        """Trade a code, once, for an ID token."""
        given = {name: values[0] for name, values in form.items()}
        asked = self._codes.pop(given.get("code"), None)
        if asked is None or given["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if s256(given["code_verifier"]) != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if self.token_body is not None or self.token_status != 200:
            return self.token_status, self.token_body or {"error": "server_error"}
        fresh = {"auth_time": int(self.clock().timestamp())} if asked.get("max_age") == "0" else {}
        token = self.id_token(asked["nonce"], fresh)
        return 200, {"id_token": token, "token_type": "Bearer", "access_token": "x"}

    # --- ID tokens -----------------------------------------------------------------------------------------------

    def claims(self, nonce):
        now = int(self.clock().timestamp())
        base = {"iss": self.issuer, "aud": CLIENT_ID, "exp": now + 3600, "iat": now, "nonce": nonce}
        return base | self.account

    def id_token(self, nonce, more=None):
        claims = (more or {}) | self.claims(nonce)
        token = (FORGERIES[self.forge] if self.forge else OidcProvider.signed)(self, claims)
        self.tokens.append(token)
        return token

    def signed(self, claims, *, key=None, **header):
        key = key or self.key
        header = {"alg": self.algorithm, "kid": key.kid, "typ": "JWT"} | header
        return jwt.encode(header, claims, key, algorithms=[header["alg"]])

    def with_claims(self, claims, **changed):
        left = {name: value for name, value in (claims | changed).items() if value is not None}
        return self.signed(left)


def s256(verifier):
    return _b64(hashlib.sha256(verifier.encode()).digest())


def _b64(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _parts(header, claims):
    return ".".join(_b64(json.dumps(each).encode()) for each in (header, claims))


def _alg_none(_provider, claims):
    return f"{_parts({'alg': 'none'}, claims)}."


def _public_key_as_secret(provider, claims):
    """The old trick: the verifier is to take its public key for a shared secret."""
    secret = provider.key.as_pem(private=False)
    signed = _parts({"alg": "HS256", "kid": provider.key.kid}, claims)
    return f"{signed}.{_b64(hmac.digest(secret, signed.encode(), 'sha256'))}"


def _changed_after(provider, claims):
    header, _, signature = provider.signed(claims).split(".")
    claims = _b64(json.dumps(claims | {"email": "head@oak.example"}).encode())
    return f"{header}.{claims}.{signature}"


def _embedded_key(provider, claims):
    key = rsa_key("intruder")
    return provider.signed(claims, key=key, kid="k1", jwk=key.as_dict(private=False))


def _linked_key(provider, claims):
    return provider.signed(claims, key=rsa_key("intruder"), kid="k1", jku="http://127.0.0.1:1/jwks")


def _shared_secret_in_key_set(provider, claims):
    key = OctKey.import_key("a secret that everybody who reads the key set knows", {"kid": "oct"})
    provider.published.append(key)
    return jwt.encode({"alg": "HS256", "kid": "oct"}, claims, key, algorithms=["HS256"])


def _weak_key(provider, claims):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        key = jwk.import_key(_weak_pem(), "RSA", {"kid": "weak", "use": "sig"})
    provider.published.append(key)
    return provider.signed(claims, key=key)


@cache
def _weak_pem():
    return rsa.generate_private_key(65537, 1024).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _for_encryption(provider, claims):
    key = RSAKey.import_key(rsa_key("enc").as_dict(private=True) | {"use": "enc", "kid": "enc"})
    provider.published.append(key)
    return provider.signed(claims, key=rsa_key("enc"))


def _of(**changed):
    return lambda provider, claims: provider.with_claims(claims, **changed)


def _moved(name, seconds):
    return lambda provider, claims: provider.with_claims(claims, **{name: claims["iat"] + seconds})


FORGERIES = {
    "id-token-algorithm--none": _alg_none,
    "id-token-algorithm--hs256-with-the-public-key": _public_key_as_secret,
    "id-token-algorithm--hs256-with-a-secret-from-the-key-set": _shared_secret_in_key_set,
    "id-token-algorithm--a-list": lambda _p, c: f"{_parts({'alg': ['RS256'], 'kid': 'k1'}, c)}.AA",
    "id-token-malformed--kid-a-list": lambda _p, c: f"{_parts({'alg': 'RS256', 'kid': ['k1']}, c)}.AA",
    "id-token-malformed--header-nested-too-deep": lambda _p, _c: f"{_b64(b'[' * 10_000)}.e30.AA",
    "id-token-algorithm--critical-header": lambda p, c: p.signed(c).replace(
        p.signed(c).split(".")[0], _b64(b'{"alg":"RS256","kid":"k1","crit":["b64"],"b64":false}'), 1
    ),
    "id-token-forged--signed-by-another-key": lambda p, c: p.signed(c, key=rsa_key("intruder"), kid="k1"),
    "id-token-forged--changed-after-it-was-signed": _changed_after,
    "id-token-malformed--key-embedded": _embedded_key,
    "id-token-forged--key-linked": _linked_key,
    "id-token-forged--no-signature": lambda p, c: p.signed(c).rpartition(".")[0] + ".",
    "id-token-key--unknown-kid": lambda p, c: p.signed(c, key=rsa_key("intruder")),
    "id-token-key--too-weak": _weak_key,
    "id-token-key--made-for-encryption": _for_encryption,
    "id-token-malformed--no-token": lambda _p, _c: "not a token",
    "id-token-malformed--without-subject": _of(sub=None),
    "id-token-malformed--without-subject-words": _of(sub=7),
    "id-token-issuer--another": _of(iss="https://login.invalid"),
    "id-token-issuer--none": _of(iss=None),
    "id-token-audience--another": _of(aud="another-program"),
    "id-token-audience--none": _of(aud=None),
    "id-token-audience--several-and-nobody-authorized": _of(aud=[CLIENT_ID, "another-program"]),
    "id-token-audience--authorized-is-another": _of(azp="another-program"),
    "id-token-expired--an-hour-ago": _moved("exp", -3600),
    "id-token-expired--no-end": _of(exp=None),
    "id-token-expired--end-in-words": _of(exp="tomorrow"),
    "id-token-expired--issued-an-hour-ago": _moved("iat", -3600),
    "id-token-expired--issued-tomorrow": _moved("iat", 86_400),
    "id-token-expired--not-yet-good": _moved("nbf", 86_400),
    "id-token-nonce--another": _of(nonce="A" * 43),
    "id-token-nonce--none": _of(nonce=None),
    "id-token-nonce--a-list": _of(nonce=["A" * 43]),
}
"""How an ID token is forged, by the code of the error that must answer it and the forgery's name."""


class Browser:
    """Opens an address as a person's browser would, and follows where it is sent."""

    def __init__(self):
        self.pages = []
        self._threads = []

    def __call__(self, address):
        thread = threading.Thread(target=self._visit, args=(address,))
        thread.start()
        self._threads.append(thread)
        return True

    def _visit(self, address):
        with requests.Session() as session:
            session.trust_env = False
            self.pages.append(session.get(address, timeout=10))

    def join(self):
        for thread in self._threads:
            thread.join(10)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that went away is no news."""


def _handler_for(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/authorize":
                self._send(303, b"", Location=provider.authorize(parse_qs(parts.query)))
                return
            answer = {"/.well-known/openid-configuration": provider.discovery, "/jwks": provider.jwks}
            found = answer[parts.path](parts.query)
            self._send(200, json.dumps(found).encode())

        def do_POST(self):
            provider.asked.append(self.path)
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, found = provider.token(form)
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self._send(status, body)

        def _send(self, status, body, **headers):
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    return Handler
