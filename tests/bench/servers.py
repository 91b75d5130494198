"""What is measured: the product, and the yardstick's peers. Each is a process of ours on a free port."""
import json, os, signal, socket, subprocess, time, urllib.error, urllib.request

import load, product

POOL = "16"
# Points a second and in hand: more than the machine can answer, so that nobody is told to wait.
BUDGETS = "person_burst = 100000000\nperson_per_second = 100000000\nstranger_per_minute = 1000000"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    process = None
    organizations = 1

    def run(self, argv, environment, tmp):
        log = open(f"{tmp}/{self.name}.log", "w")
        self.process = subprocess.Popen(argv, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT,
                                        cwd=tmp, start_new_session=True)
        p, why = next(load.params("ready", 1, self.organizations)), None
        for _ in range(150):
            try:
                return self.call("W1", p)
            except (OSError, RuntimeError) as error:
                why = error
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        raise SystemExit(f"{self.name} did not come up: {why}\n" + open(log.name).read()[-2000:])

    def stop(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)

    def headers(self, workload, p):
        return {"Content-Type": "application/json", "Accept": "application/json"}

    def call(self, workload, p):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{self.path}", self.body(workload, p), self.headers(workload, p))
        try:
            raw = urllib.request.urlopen(request, timeout=20).read()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"HTTP {error.code}: {error.read()[:400]}")
        answer = json.loads(raw)
        if answer.get("errors"):
            raise RuntimeError(str(answer["errors"])[:400])
        return answer, len(raw)

    def statements(self):
        """How many were sent so far, if the server tells."""
        return None


class Peer(Server):
    """A peer of the yardstick, as its `peers.py` describes it."""

    def __init__(self, name, yardstick, url, postmaster):
        self.name, self.url, self.database = name, url, postmaster
        self.entry = yardstick.PEERS[name]
        self.dialect, self.path = yardstick.DIALECTS[self.entry["dialect"]], self.entry["path"]
        self.modules = yardstick.NODE + "/node_modules/postgraphile"

    def installed(self):
        argv = self.entry["start"]
        return all(os.path.exists(part) for part in argv if part.startswith("/")) and (
            not self.name.startswith("postgraphile") or os.path.exists(self.modules))

    def start(self, tmp, organizations):
        self.port, self.organizations = free_port(), organizations
        self.run(self.entry["start"], {"DATABASE_URL": self.url, "PORT": str(self.port), "POOL": POOL, **self.entry.get("env", {})}, tmp)

    def body(self, workload, p):
        document, variables = self.dialect[workload]
        if document is None:
            return json.dumps(variables(p)).encode()
        return json.dumps({"query": " ".join(document.split()), "variables": variables(p)}).encode()


class Product(Server):
    name, path = "hei", "/graphql"

    def __init__(self, binary, url, tmp, postmaster):
        self.binary, self.url, self.database = binary, url, postmaster

    def start(self, tmp, organizations):
        self.port, self.metrics, self.organizations = free_port(), free_port(), organizations
        self.run([self.binary, "serve"], {
            "HEI_DATABASE_URL": self.url, "HEI_LISTEN": f"127.0.0.1:{self.port}", "HEI_METRICS": f"127.0.0.1:{self.metrics}",
            "HEI_KEY_FILE": tmp + "/hei.key", "HEI_MAIL_FOLDER": tmp + "/mail", "HEI_CONNECTIONS": POOL,
            "HEI_LOG": "warn", "HEI_BUDGETS": BUDGETS}, tmp)

    def body(self, workload, p):
        document, variables = product.WORKLOADS[workload]
        return json.dumps({"query": " ".join(document.split()), "variables": variables(p)}).encode()

    def headers(self, workload, p):
        return {**super().headers(workload, p), **product.bearer(workload, p)}

    def statements(self):
        try:
            text = urllib.request.urlopen(f"http://127.0.0.1:{self.metrics}/metrics", timeout=5).read().decode()
        except OSError:
            return None
        found = [line.split()[-1] for line in text.splitlines() if line.startswith("hei_statements_total")]
        return float(found[0]) if found else None
