"""Parameters, requests, and the measuring of one point."""
import os, random, resource, subprocess, time

TICK = os.sysconf("SC_CLK_TCK")
TOLD = {"displayName", "email", "slug", "title", "body"}


def params(seed, n, organizations):
    """The yardstick's own: the same seed asks the same of every server."""
    r = random.Random(seed)
    for i in range(n):
        org, k = r.randint(1, organizations), r.randint(1, 100)
        recipient = r.choice([x for x in range(1, 101) if x != k])
        yield dict(org=org, viewer=(org - 1) * 100 + k, sender=(org - 1) * 100 + k, recipient=(org - 1) * 100 + recipient,
                   body=f"Thank you for the help with item {i}: clear, kind and on time.")


def leaves(answer, found):
    if isinstance(answer, dict):
        for key, value in answer.items():
            if key in TOLD and value is not None:
                found.append((key, value))
            else:
                leaves(value, found)
    elif isinstance(answer, list):
        for value in answer:
            leaves(value, found)
    return found


def check(servers, workloads, organizations):
    """Do they answer the same? In W3 rules differ: the product's administrator does not read what is private."""
    for workload in workloads:
        reference = None
        for server in servers:
            got, size = [], 0
            asked = list(params("check" + workload, 12, organizations))
            for p in asked:
                answer, size = server.call(workload, p)
                got.append(sorted(leaves(answer.get("data", answer), [])))
            reference = reference or got
            same = sum(x == y for x, y in zip(got, reference))
            as_many = sum(len(x) == len(y) for x, y in zip(got, reference))
            print(f"# check {workload} {server.name}: {same} of {len(asked)} answers as {servers[0].name}'s, "
                  f"{as_many} with as many values ({len(got[0])}), {size} bytes", flush=True)


def tree(root):
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = open(f"/proc/{entry}/stat").read().rsplit(") ", 1)[1].split()
                children.setdefault(int(fields[1]), []).append(int(entry))
            except (OSError, IndexError):
                pass
    found, todo = [], [root]
    while todo:
        process = todo.pop()
        found.append(process)
        todo += children.get(process, [])
    return found


def cpu(root):
    """Seconds of a process tree, ended children included."""
    total = 0
    for process in tree(root) if root else []:
        try:
            fields = open(f"/proc/{process}/stat").read().rsplit(") ", 1)[1].split()
            total += sum(int(x) for x in (fields[11:15] if process == root else fields[11:13]))
        except OSError:
            pass
    return total / TICK


def resident(root):
    """The most MiB that a process tree held."""
    total = 0
    for process in tree(root):
        try:
            total += sum(int(line.split()[1]) for line in open(f"/proc/{process}/status") if line.startswith("VmHWM:"))
        except OSError:
            pass
    return total / 1024


def busy():
    fields = [int(x) for x in open("/proc/stat").readline().split()[1:]]
    return (sum(fields[:3]) + sum(fields[5:8])) / TICK


def request_file(server, workload, tmp, organizations):
    path = f"{tmp}/{server.name}.{workload}"
    with open(path, "wb") as f:
        for p in params(workload, 2000, organizations):
            body = server.body(workload, p)
            head = "".join(f"{k}: {v}\r\n" for k, v in server.headers(workload, p).items())
            raw = f"POST {server.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
            f.write(b"%d\n" % len(raw) + raw)
    return path


def one(server, clients, seconds, path, yardstick):
    root = server.process.pid
    statements, spent, database, all_, began = server.statements(), cpu(root), cpu(server.database), busy(), time.time()
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s", "--latency", "-s", yardstick + "/load.lua",
                          f"http://127.0.0.1:{server.port}", "--", path], capture_output=True, text=True).stdout
    wall, now = time.time() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    generator = now.ru_utime + now.ru_stime - own.ru_utime - own.ru_stime
    spent, database, all_ = cpu(root) - spent, cpu(server.database) - database, busy() - all_
    f = next(line for line in out.splitlines() if line.startswith("YS ")).split()
    n, us, p50, p99, failed = int(f[1]), int(f[2]), float(f[3]), float(f[4]), int(f[6]) + int(f[7])
    told = server.statements()
    return dict(requests=n, rps=n / (us / 1e6), p50=p50, p99=p99, failed=failed, server_ms=spent / max(n, 1) * 1e3,
                db_ms=database / max(n, 1) * 1e3, others=max(0, all_ - generator - spent - database) / wall,
                statements=None if told is None else (told - statements) / max(n, 1), rss=resident(root))


def measure(servers, workload, clients, a, yardstick, tmp, organizations):
    """Servers alternate within each point: A B, B A, …"""
    files = {s.name: request_file(s, workload, tmp, organizations) for s in servers}
    for server in servers:
        one(server, 8, 2, files[server.name], yardstick)
    for c in clients:
        got = {s.name: [] for s in servers}
        for r in range(a.rounds):
            for s in servers if r % 2 == 0 else servers[::-1]:
                got[s.name].append(one(s, c, a.seconds, files[s.name], yardstick))
        wire = None
        for server in servers:
            rounds = got[server.name]
            total = sum(x["requests"] for x in rounds)
            mean = lambda key: sum(x[key] * x["requests"] for x in rounds) / max(total, 1)
            point = dict(workload=workload, clients=c, server=server.name, rps=sum(x["rps"] for x in rounds) / len(rounds),
                         p50=mean("p50"), p99=mean("p99"), failed=sum(x["failed"] for x in rounds), server_ms=mean("server_ms"),
                         db_ms=mean("db_ms"), others=max(x["others"] for x in rounds), rss=max(x["rss"] for x in rounds),
                         statements=rounds[-1]["statements"])
            if server.name == "wire":
                wire = point["rps"]
            point["of_wire"] = point["rps"] / wire if wire else None
            print(line(point), flush=True)
            yield point


def line(p):
    text = (f"{p['workload']} c={p['clients']:<3} {p['server']:13} {p['rps']:9.1f} req/s  p50 {p['p50']:7.2f}  p99 {p['p99']:7.2f} ms"
            f"  cpu/req server {p['server_ms']:.3f} db {p['db_ms']:.3f} ms  {p['rss']:.0f} MiB")
    text += f"  x{p['of_wire']:.2f} of wire" if p["of_wire"] else ""
    text += f"  {p['statements']:.2f} statements" if p["statements"] is not None else ""
    text += f"  FAILED {p['failed']}" if p["failed"] else ""
    return text + (f"  disturbed: {p['others']:.2f} cores of others" if p["others"] > 0.15 else "")


def table(results):
    print("\n| engine | workload | clients | server | req/s | of wire | p50 ms | p99 ms | server ms/req | database ms/req | statements | MiB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for p in results:
        of_wire = f"{p['of_wire']:.2f}" if p["of_wire"] else ""
        statements = "" if p["statements"] is None else f"{p['statements']:.1f}"
        print(f"| {p['engine']} | {p['workload']} | {p['clients']} | {p['server']} | {p['rps']:.0f} | {of_wire} | {p['p50']:.2f} | {p['p99']:.2f} "
              f"| {p['server_ms']:.3f} | {p['db_ms']:.3f} | {statements} | {p['rss']:.0f} |")
