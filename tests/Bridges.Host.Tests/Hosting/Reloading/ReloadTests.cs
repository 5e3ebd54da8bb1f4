using System.Diagnostics;
using System.Globalization;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Matrix;
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
    public void A_wrong_configuration_changes_nothing_and_one_that_needs_a_restart_says_so()
    {
        using var folder = new TemporaryFolder();
        var log = new RecordedLog();
        var levels = new LogLevelSwitch(LoggingLevel.Error);
        var permissions = new PermissionTable(new Dictionary<string, PermissionLevel>(StringComparer.Ordinal) { ["*"] = PermissionLevel.User });
        var file = folder.Write("config.yaml", WrittenConfiguration("user", "error", 20));
        var reload = new ConfigurationReload(ConfigurationFile.Load(file, new Dictionary<string, string>()), permissions, levels, log);

        folder.Write("config.yaml", "nonsense: [");
        reload.Apply();
        Assert.Contains("goes on with the one before", log.Lines.Last(), StringComparison.Ordinal);
        Assert.Equal(PermissionLevel.User, permissions.LevelOf(new UserId("@a:b.c")));

        folder.Write("config.yaml", WrittenConfiguration("blocked", "debug", 30));
        reload.Apply();
        Assert.Equal(PermissionLevel.Blocked, permissions.LevelOf(new UserId("@a:b.c")));
        Assert.True(levels.Lets("Bridges", LogLevel.Debug));
        Assert.EndsWith("after a restart: bridging.chats_at_login", log.Lines.Last(), StringComparison.Ordinal);
    }

    private static string WrittenConfiguration(string everybody, string level, int chats) => $$"""
        homeserver: {url: "http://127.0.0.1:1", server_name: hs.test}
        appservice: {as_token: "{{Cli.Tokens.As}}", hs_token: "{{Cli.Tokens.Hs}}"}
        double_puppet: {enabled: false}
        permissions: {"*": {{everybody}}}
        logging: {level: {{level}}}
        bridging: {chats_at_login: {{chats}}}
        """;

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
