using Bridges.Host.Configuration;
using Bridges.Host.Doctor;
using Bridges.Host.Tests.Cli;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Doctor;

/// <summary>A configuration, a homeserver beside it, and single checks of them.</summary>
internal sealed class Consultation : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Consultation(ScriptedHomeserver homeserver)
    {
        Homeserver = homeserver;
        homeserver.Pings = new Uri($"http://127.0.0.1:{Port}/");
    }

    public ScriptedHomeserver Homeserver { get; }

    public int Port { get; } = Ports.Free();

    /// <summary>Further lines of the configuration.</summary>
    public string Extra { get; set; } = "";

    /// <summary>What the configuration calls the homeserver's address; the scripted one's by default.</summary>
    public string? Url { get; set; }

    public string? AppserviceUrl { get; set; }

    /// <summary>What came to the bridge, where it is looked at from inside.</summary>
    public Host.Http.HomeserverArrivals? Arrivals { get; set; }

    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    public TemporaryFolder Folder => _folder;

    public string ConfigFile => _folder.Combine("config.yaml");

    public static async Task<Consultation> BeginAsync() => new(await ScriptedHomeserver.StartAsync());

    public ConfigurationFile Configure()
    {
        _folder.Write("config.yaml", $$"""
            homeserver:
              url: {{Url ?? Homeserver.Url.ToString()}}
              server_name: hs.test
            appservice:
              listen: 127.0.0.1:{{Port}}
              url: {{AppserviceUrl ?? $"http://127.0.0.1:{Port}"}}
              as_token: {{Tokens.As}}
              hs_token: {{Tokens.Hs}}
            double_puppet:
              as_token: {{Tokens.DoublePuppet}}
            permissions: {"@admin:hs.test": admin}
            {{Extra}}
            """);
        return ConfigurationFile.Load(ConfigFile, new Dictionary<string, string>());
    }

    /// <summary>Writes the configuration so that nobody else can read it.</summary>
    public string ConfigureForOwner()
    {
        var file = Configure().FilePath;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }

    /// <summary>Makes checks in order and tells the last one's findings.</summary>
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(params IDoctorCheck[] checks)
    {
        var configuration = Configure();
        using var probe = new HomeserverProbe(configuration.Value.Homeserver.Url, Patience);
        var patient = new Patient(configuration, probe, TimeProvider.System) { Arrivals = Arrivals };
        IReadOnlyList<DoctorFinding> findings = [];
        foreach (var check in checks)
        {
            findings = await check.CheckAsync(patient, TestContext.Current.CancellationToken);
        }

        return findings;
    }

    public async Task<DoctorFinding> CheckOneAsync(params IDoctorCheck[] checks) => Assert.Single(await CheckAsync(checks));

    public async ValueTask DisposeAsync()
    {
        await Homeserver.DisposeAsync();
        _folder.Dispose();
    }
}
