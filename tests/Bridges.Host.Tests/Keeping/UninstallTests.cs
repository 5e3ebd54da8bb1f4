using Bridges.Host.Configuration;
using Bridges.Host.Tests.Cli;
using Bridges.Host.Tests.Modules;
using Bridges.TestBeds;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Synapse;
using Bridges.TestBeds.Users;

namespace Bridges.Host.Tests.Keeping;

/// <summary>The bridge is taken out of a real Synapse, through the command line.</summary>
public sealed class UninstallTests : IAsyncLifetime
{
    private const string ServerName = "hs.test";
    private const int Chats = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly InstalledModules _modules = new InstalledModules().Install();
    private SynapseServer _synapse = null!;
    private MatrixTestUser _alice = null!;
    private string _botRoom = "";
    private IReadOnlyList<string> _rooms = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ConfigurationPath => _folder.Combine("config.yaml");

    public async ValueTask InitializeAsync()
    {
        _synapse = await SynapseServer.StartAsync(new SynapseOptions { ServerName = ServerName }, Cancellation);
        _alice = await _synapse.RegisterUserAsync("alice", "secret", Cancellation);
        await Terminal.RunAsync(
            "init", "--yes", "--output", _folder.Path, "--homeserver-url", _synapse.Url.ToString(), "--server-name", ServerName, "--admin", $"@root:{ServerName}", "--bridge-url", $"http://127.0.0.1:{Ports.Free()}");
        var written = await File.ReadAllTextAsync(ConfigurationPath, Cancellation);
        await File.WriteAllTextAsync(
            ConfigurationPath,
            written.Replace("\nnetworks:\n", $"\nmodules_directory: {_modules.Directory}\nnetworks:\n  sample: {{chats: {Chats}, messages_in_each: 1}}\n", StringComparison.Ordinal),
            Cancellation);
        _synapse.UseRegistrations(_folder.Combine("registration/bridges.yaml"), _folder.Combine("registration/bridges-double-puppet.yaml"));
        await _synapse.RestartAsync(Cancellation);
        await UseTheBridgeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _synapse.DisposeAsync();
        _modules.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ghosts_and_bot_leave_every_room_and_users_keep_what_was_said()
    {
        var (exitCode, output, error) = await Terminal.RunAsync("uninstall", "--yes", "--config", ConfigurationPath);

        Assert.True(exitCode == ExitCode.Success, output + error);
        Assert.Contains("no admin of Synapse is known to the bridge", output, StringComparison.Ordinal);
        Assert.Contains($"{Chats} rooms and 1 others left, {Chats} memberships of the networks' people ended, 0 rooms erased.", output, StringComparison.Ordinal);
        Assert.Contains("take both registrations out of the homeserver's configuration", output, StringComparison.Ordinal);
        foreach (var room in _rooms.Append(_botRoom))
        {
            Assert.Equal([_alice.UserId], await _alice.JoinedMembersAsync(room, Cancellation));
        }

        Assert.Contains(await _alice.MessagesAsync(_rooms[0], Cancellation), message => message.Body == "message 1");
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        var (exitCode, output, error) = await Terminal.RunAsync("uninstall", "--dry-run", "--config", ConfigurationPath);

        Assert.True(exitCode == ExitCode.Success, output + error);
        Assert.Contains($"There are {Chats} rooms that mirror chats, 1 others with the bot, and {Chats} memberships", output, StringComparison.Ordinal);
        Assert.Contains("1 accounts are still logged in on their networks", output, StringComparison.Ordinal);
        Assert.Contains("Nothing was done (--dry-run).", output, StringComparison.Ordinal);
        Assert.Equal(3, (await _alice.JoinedMembersAsync(_rooms[0], Cancellation)).Count);
    }

    [Fact]
    public async Task Where_an_admin_of_Synapse_is_one_of_the_bridge_rooms_are_erased()
    {
        await using var root = await _synapse.RegisterAdminAsync("root", "secret", Cancellation);

        var (exitCode, output, error) = await Terminal.RunAsync("uninstall", "--yes", "--config", ConfigurationPath);

        Assert.True(exitCode == ExitCode.Success, output + error);
        Assert.Contains($"{Chats} memberships of the networks' people ended, {Chats} rooms erased.", output, StringComparison.Ordinal);
        var left = await _alice.RequestAsync(HttpMethod.Get, "/_matrix/client/v3/joined_rooms", body: null, Cancellation);
        Assert.Equal([_botRoom], left.GetProperty("joined_rooms").EnumerateArray().Select(room => room.GetString()!));
        Assert.Equal(0, (await root.RequestAsync(HttpMethod.Get, $"/_synapse/admin/v1/rooms?search_term={Uri.EscapeDataString(_rooms[0])}", body: null, Cancellation)).GetProperty("total_rooms").GetInt32());
    }

    [Fact]
    public async Task One_that_was_killed_goes_on_where_it_was()
    {
        await using (var killed = await ChildProcess.StartAsync(new ProgramToRun("dotnet", [Path.Combine(AppContext.BaseDirectory, "bridges.dll"), "uninstall", "--yes", "--config", ConfigurationPath])))
        {
            await killed.Output.WaitForLineAsync(line => line.StartsWith("rooms: 1 of", StringComparison.Ordinal), Patience, Cancellation);
            await killed.StopAsync(Signal.Kill, Patience);
        }

        var (exitCode, output, error) = await Terminal.RunAsync("uninstall", "--yes", "--config", ConfigurationPath);

        Assert.True(exitCode == ExitCode.Success, output + error);
        foreach (var room in _rooms.Append(_botRoom))
        {
            Assert.Equal([_alice.UserId], await _alice.JoinedMembersAsync(room, Cancellation));
        }

        Assert.Contains("There are 0 rooms that mirror chats, 0 others", (await Terminal.RunAsync("uninstall", "--dry-run", "--config", ConfigurationPath)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_homeserver_it_says_so_and_what_to_do()
    {
        await _synapse.StopAsync();

        var (exitCode, _, error) = await Terminal.RunAsync("uninstall", "--yes", "--config", ConfigurationPath);

        Assert.Equal(ExitCode.Homeserver, exitCode);
        Assert.Contains("cannot be reached", error, StringComparison.Ordinal);
        Assert.Contains("it goes on where it was", error, StringComparison.Ordinal);
        await _synapse.StartAgainAsync(Cancellation);
    }

    /// <summary>Alice logs in and joins her chats' rooms; then the bridge is stopped, but not before it was seen to refuse being uninstalled.</summary>
    private async Task UseTheBridgeAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = HostRun.RunAsync(ConfigurationFile.Load(ConfigurationPath, new Dictionary<string, string>()), HostTiming.Default, stop.Token);
        var bot = $"@bridges:{ServerName}";
        _botRoom = await _alice.CreateDirectRoomAsync(bot, Cancellation);
        await _alice.WaitForJoinAsync(_botRoom, bot, cancellation: Cancellation);
        await _alice.SendTextAsync(_botRoom, "login sample", Cancellation);
        await _alice.WaitForMessageAsync(_botRoom, "Who are you?", cancellation: Cancellation);
        await _alice.SendTextAsync(_botRoom, "alice", Cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(2 * Patience);
        var rooms = new List<string>();
        while (rooms.Count < Chats)
        {
            var joined = (await _alice.RequestAsync(HttpMethod.Get, "/_matrix/client/v3/joined_rooms", body: null, Cancellation)).GetProperty("joined_rooms").EnumerateArray().Select(room => room.GetString()!);
            rooms = [];
            foreach (var room in joined.Where(room => room != _botRoom))
            {
                if ((await _alice.JoinedMembersAsync(room, Cancellation)).Count == 3)
                {
                    rooms.Add(room);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }

        // Who is there may not have said anything yet.
        foreach (var room in rooms)
        {
            await _alice.WaitForMessageAsync(room, "message 1", cancellation: Cancellation);
        }

        _rooms = rooms;
        Assert.Contains("The bridge runs. Stop it first.", (await Terminal.RunAsync("uninstall", "--yes", "--config", ConfigurationPath)).Error, StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Success, await run);
    }
}
