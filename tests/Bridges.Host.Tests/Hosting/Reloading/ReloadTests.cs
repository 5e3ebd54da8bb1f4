using System.Diagnostics;
using System.Globalization;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;
using Bridges.Media;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Tests.Hosting.Reloading;

public sealed class ReloadTests
{
    [Fact]
    public async Task A_hangup_signal_takes_over_who_may_do_what_and_ends_nothing()
    {
        await using var sample = await SampleHost.StartAsync();
        var file = sample.Host.ConfigurationFile;
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"*\": user", "\"*\": relay", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        using var kill = Process.Start("kill", ["-HUP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        await sample.SayToBotUntilAsync("list-logins", "You may not use this bridge");
    }

    [Fact]
    public async Task A_wrong_configuration_changes_nothing_and_one_that_needs_a_restart_says_so()
    {
        await using var running = new Running(Written("user", "error", 20, ""));

        running.Read("nonsense: [");
        Assert.Contains("goes on with the one before", running.Said, StringComparison.Ordinal);
        Assert.Equal(PermissionLevel.User, running.Permissions.LevelOf(new UserId("@a:b.c")));

        running.Read(Written("blocked", "debug", 20, "", ", stay_after_logout: true"));
        Assert.Equal(PermissionLevel.Blocked, running.Permissions.LevelOf(new UserId("@a:b.c")));
        Assert.True(running.Levels.Lets("Bridges", LogLevel.Debug));
        Assert.EndsWith("after a restart: bridging.stay_after_logout", running.Said, StringComparison.Ordinal);

        // What is told to be in force is what is in force.
        var told = EffectiveConfiguration.Describe(running.Configuration.Values).ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        Assert.Equal(("blocked", "debug"), (told["permissions.*"], told["logging.level"]));
        Assert.DoesNotContain("bridging.stay_after_logout", told.Keys);
    }

    [Fact]
    public async Task Limits_count_at_once()
    {
        await using var running = new Running(Written("user", "error", 20, "media: {max_transcode_seconds: 10}"));
        Assert.Equal((20, 200, 2_147_000_000, 10), (running.Limits.ChatsAtLogin, running.Limits.MostChatsAtLogin, running.Limits.FileSizeOfUsers, running.Media.MaxTranscodeSeconds));

        running.Read(Written("user", "error", 300, "media: {max_file_mb: {user: 5}, wait_seconds: 1, max_transcode_seconds: 30, memory_mb: 512, max_megapixels: 40}"));

        Assert.EndsWith("6 changes count from now on", running.Said, StringComparison.Ordinal);
        Assert.Equal((300, 300, 5_000_000, 30), (running.Limits.ChatsAtLogin, running.Limits.MostChatsAtLogin, running.Limits.FileSizeOfUsers, running.Media.MaxTranscodeSeconds));
        Assert.Equal(TimeSpan.FromSeconds(1), running.Limits.FilePatience);

        running.Read(Written("user", "error", 300, "media: {parallel: 2}"));
        Assert.EndsWith("after a restart: media.parallel", running.Said, StringComparison.Ordinal);
        Assert.Equal(2_147_000_000, running.Limits.FileSizeOfUsers);
    }

    private static string Written(string everybody, string level, int chats, string extra, string bridging = "") => $$"""
        homeserver: {url: "http://127.0.0.1:1", server_name: hs.test}
        appservice: {as_token: "{{Cli.Tokens.As}}", hs_token: "{{Cli.Tokens.Hs}}"}
        double_puppet: {enabled: false}
        permissions: {"*": {{everybody}}}
        logging: {level: {{level}}}
        bridging: {chats_at_login: {{chats}}{{bridging}}}
        {{extra}}
        """;

    /// <summary>What of a running host a reload reaches.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly RecordedLog _log = new();
        private readonly ConfigurationReload _reload;

        public Running(string configuration)
        {
            var file = ConfigurationFile.Load(_folder.Write("config.yaml", configuration), new Dictionary<string, string>());
            var options = file.Value.ToCoreOptions();
            Permissions = options.Permissions;
            Limits = new LimitsInForce(options);
            Media = new MediaWorkers(file.Value.ToMediaOptions(), TimeProvider.System, NullLoggerFactory.Instance);
            Configuration = new ConfigurationInForce(file);
            _reload = new ConfigurationReload(Configuration, Permissions, Limits, Media, Levels, _log);
        }

        public ConfigurationInForce Configuration { get; }

        public PermissionTable Permissions { get; }

        public LimitsInForce Limits { get; }

        public MediaWorkers Media { get; }

        public LogLevelSwitch Levels { get; } = new(LoggingLevel.Error);

        public string Said => _log.Lines.Last();

        public void Read(string configuration)
        {
            _folder.Write("config.yaml", configuration);
            _reload.Apply();
        }

        public async ValueTask DisposeAsync()
        {
            await Media.DisposeAsync();
            _folder.Dispose();
        }
    }

    private sealed class RecordedLog : ILogger<ConfigurationReload>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
