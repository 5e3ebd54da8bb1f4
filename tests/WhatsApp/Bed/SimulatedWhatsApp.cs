using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.WhatsApp.Bed;

/// <summary>
/// The simulated WhatsApp (<c>tests/WhatsApp/Simulator</c>) as a child process: chat server, media server, phones and contacts.
/// Everything is done to it by verbs, see its <c>control.ts</c>.
/// </summary>
public sealed class SimulatedWhatsApp : IAsyncDisposable
{
    /// <summary>How long to wait for what takes a moment, on a machine that others load.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ChildProcess _process;
    private readonly TempFolder _folder;
    private readonly HttpClient _http;
    private int _people;

    private SimulatedWhatsApp(ChildProcess process, TempFolder folder, JsonElement where)
    {
        _process = process;
        _folder = folder;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(where.GetProperty("control").GetString() + "/"), Timeout = Patience };
        SecureServer = where.GetProperty("secureServer").GetString()!;
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["WHATSAPP_SERVER"] = where.GetProperty("server").GetString(),
            ["WHATSAPP_MEDIA_SERVER"] = where.GetProperty("media").GetString(),
            ["WHATSAPP_ROOT_KEY"] = where.GetProperty("rootKey").GetString(),
            ["WHATSAPP_VERSION_PAGE"] = where.GetProperty("media").GetString() + "/sw.js",
            ["WHATSAPP_CLOCK_PAGE"] = where.GetProperty("media").GetString() + "/",
            ["WHATSAPP_FIRST_WAIT_MS"] = "100",
            ["WHATSAPP_LONGEST_WAIT_MS"] = "2000",
            ["WHATSAPP_PHONE_PATIENCE_MS"] = "2000",
            ["NODE_EXTRA_CA_CERTS"] = Certificate(folder),
        };
    }

    /// <summary>What the engine must find in its environment to use this network in place of the real one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>The chat server behind TLS, as the real one is: proxies make tunnels to no other.</summary>
    public string SecureServer { get; }

    /// <summary>What the simulation itself printed; empty unless it fails.</summary>
    public string Log => _process.Output.Tail(20);

    public static async Task<SimulatedWhatsApp> StartAsync(CancellationToken cancellation = default)
    {
        var folder = TempFolder.Create("whatsapp");
        WriteCertificate(folder);
        var program = RepositoryRoot.Combine("tests", "WhatsApp", "Simulator", "src", "main.ts");
        var process = await ChildProcess.StartAsync(new ProgramToRun(InstalledParts.Node, [program, Certificate(folder), Key(folder), "--stay"]));
        var line = await process.Output.WaitForLineAsync(line => line.StartsWith('{'), Patience, cancellation);
        using var where = JsonDocument.Parse(line);
        return new SimulatedWhatsApp(process, folder, where.RootElement);
    }

    /// <summary>Somebody new on the network.</summary>
    public async Task<WhatsAppPerson> PersonAsync(string name)
    {
        var number = Interlocked.Increment(ref _people);
        var person = new WhatsAppPerson($"4915100{number:00000}", $"9000000{number:00000000}", name);
        await DoAsync("person", new { number = person.Number, lid = person.Lid, name });
        return person;
    }

    /// <summary>Asks the simulation for something, see its verbs.</summary>
    public async Task<JsonElement> DoAsync(string verb, object? what = null)
    {
        using var content = new StringContent(what is JsonNode node ? node.ToJsonString() : JsonSerializer.Serialize(what ?? new { }));
        using var response = await _http.PostAsync(new Uri(verb, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement.Clone()
            : throw new InvalidOperationException($"{verb}: {text}");
    }

    /// <summary>What a person's phone has received, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> InboxAsync(WhatsAppPerson person) =>
        [.. (await DoAsync("inbox", new { number = person.Number })).EnumerateArray()];

    /// <summary>The first message on a person's phone, there already or still to come, for which the condition holds.</summary>
    public Task<JsonElement> ReceivesAsync(WhatsAppPerson person, Func<JsonElement, bool> fits) =>
        UntilAsync(async () => (await InboxAsync(person)).Cast<JsonElement?>().FirstOrDefault(message => fits(message!.Value)), $"a message at {person.Name}");

    /// <summary>The first thing that a client did for which the condition holds.</summary>
    public Task<JsonElement> HappensAsync(Func<JsonElement, bool> fits) =>
        UntilAsync(async () => (await DoAsync("happenings")).EnumerateArray().Cast<JsonElement?>().FirstOrDefault(happening => fits(happening!.Value)), "what a client does");

    /// <summary>Asks again until there is an answer.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> ask, string awaited)
        where T : struct
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"In vain waited for {awaited}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string Certificate(TempFolder folder) => folder.Combine("certificate.pem");

    private static string Key(TempFolder folder) => folder.Combine("key.pem");

    private static void WriteCertificate(TempFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=simulated WhatsApp", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(Certificate(folder), certificate.ExportCertificatePem());
        File.WriteAllText(Key(folder), key.ExportPkcs8PrivateKeyPem());
    }
}
