using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Signal.Simulator;

/// <summary>A simulated Signal service with people in it: Signal's own mock server, in a child process on loopback.</summary>
public sealed class SimulatedSignal : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder;
    private readonly ChildProcess _process;
    private readonly HttpClient _control;

    private SimulatedSignal(TempFolder folder, ChildProcess process, Uri control, string serviceFile)
    {
        _folder = folder;
        _process = process;
        _control = new HttpClient(new SocketsHttpHandler()) { BaseAddress = control, Timeout = TimeSpan.FromMinutes(3) };
        ServiceFile = serviceFile;
    }

    /// <summary>The program that runs the engine and the simulation.</summary>
    public static string NodePath { get; } = Path.Combine(InstalledParts.Folder, "node", "24.21.0", "node");

    /// <summary>What the module is told as <c>service_file</c>.</summary>
    public string ServiceFile { get; }

    /// <summary>What it printed.</summary>
    public ProcessOutput Output => _process.Output;

    /// <summary>Starts it; nobody is there yet.</summary>
    public static Task<SimulatedSignal> StartAsync(CancellationToken cancellation = default) => StartAsync(probe: null, cancellation);

    /// <summary>The same.</summary>
    /// <param name="probe">How often engines look whether their connection lives; null: as seldom as with the real service.</param>
    public static async Task<SimulatedSignal> StartAsync(TimeSpan? probe, CancellationToken cancellation)
    {
        var folder = TempFolder.Create("signal");
        string[] more = probe is { } every ? ["0", "0", every.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)] : [];
        var program = new ProgramToRun(NodePath, ["--disable-warning=ExperimentalWarning", RepositoryRoot.Combine("tests", "Signal", "Bed", "src", "main.ts"), folder.Path, .. more]);
        var process = await ChildProcess.StartAsync(program);
        try
        {
            var line = await process.Output.WaitForLineAsync(said => said.StartsWith('{'), StartPatience, cancellation);
            var ready = JsonSerializer.Deserialize<JsonElement>(line);
            return new SimulatedSignal(folder, process, new Uri(ready.GetProperty("control").GetString()!), ready.GetProperty("place").GetString()!);
        }
        catch (Exception exception) when (exception is TimeoutException or JsonException)
        {
            var output = process.Output.Tail(20);
            await process.DisposeAsync();
            folder.Dispose();
            throw new InvalidOperationException($"The simulated Signal did not start (scripts/install-signal?):\n{output}", exception);
        }
    }

    /// <summary>Makes a person with a phone; the contacts are in its address book.</summary>
    public async Task<SignalPerson> PersonAsync(string name, params SignalPerson[] contacts)
    {
        var answer = await AskAsync("/person", new JsonObject { ["name"] = name, ["contacts"] = new JsonArray([.. contacts.Select(contact => (JsonNode?)contact.Id)]) });
        return new SignalPerson(this, name, answer.GetProperty("aci").GetString()!, answer.GetProperty("number").GetString() ?? "", answer.GetProperty("pni").GetString());
    }

    /// <summary>Makes a person whose account has no phone number.</summary>
    public async Task<SignalPerson> PersonWithoutNumberAsync(string name)
    {
        var answer = await AskAsync("/person", new JsonObject { ["name"] = name, ["hasNumber"] = false });
        return new SignalPerson(this, name, answer.GetProperty("aci").GetString()!, "", answer.GetProperty("pni").GetString());
    }

    /// <summary>A person's group of these members, who are all administrators.</summary>
    public async Task<string> GroupAsync(SignalPerson by, string title, params SignalPerson[] members)
    {
        var answer = await AskAsync("/group", new JsonObject { ["by"] = by.Id, ["title"] = title, ["members"] = new JsonArray([.. members.Select(member => (JsonNode?)member.Id)]) });
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>Changes a group in a person's name.</summary>
    /// <param name="tell">Whether the members get a message of it.</param>
    public Task ChangeGroupAsync(string group, SignalPerson by, JsonObject change, bool tell = true) =>
        AskAsync("/group/change", new JsonObject { ["id"] = group, ["by"] = by.Id, ["change"] = change, ["tell"] = tell });

    public Task<JsonElement> GroupStateAsync(string group) => AskAsync("/group/state", new JsonObject { ["id"] = group });

    /// <summary>The next requests of this kind are answered with a status.</summary>
    public Task FailAsync(string verb, string path, int status, int times = 1, JsonObject? body = null) =>
        AskAsync("/fault", new JsonObject { ["verb"] = verb, ["path"] = path, ["status"] = status, ["times"] = times, ["body"] = body });

    public Task StopFailingAsync() => AskAsync("/faults/clear", []);

    /// <summary>How often a request was made.</summary>
    public async Task<int> CountRequestsAsync(string verb, string path) =>
        (await AskAsync("/requests", [])).GetProperty("requests").EnumerateArray()
            .Count(request => request.GetProperty("verb").GetString() == verb && request.GetProperty("path").GetString()!.StartsWith(path, StringComparison.Ordinal));

    /// <summary>Gives the simulation a command.</summary>
    public async Task<JsonElement> AskAsync(string command, JsonObject body)
    {
        using var content = JsonContent.Create(body);
        using var answer = await _control.PostAsync(new Uri(command, UriKind.Relative), content);
        var read = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode ? read : throw new InvalidOperationException($"{command}: {read.GetProperty("error").GetString()}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
