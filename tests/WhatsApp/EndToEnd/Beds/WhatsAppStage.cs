using System.Text.RegularExpressions;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;
using Bridges.TestBeds.Users;
using Bridges.WhatsApp.Bed;

namespace Bridges.WhatsApp.EndToEnd.Tests.Beds;

/// <summary>Everything that runs: the homeserver, the bridge, the simulated WhatsApp; Alice is on Matrix and linked, Bob is her contact.</summary>
/// <param name="database">Makes the bridge's database; null: SQLite.</param>
public sealed partial class WhatsAppStage(Func<Task<string>>? database = null) : IAsyncLifetime
{
    /// <summary>How long to wait for what takes a moment: longer than the bridge waits for a network (two minutes) before it looks for itself what became of a message.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private BridgedSynapse? _matrix;

    /// <summary>How long a code for linking is shown; null: as long as WhatsApp does.</summary>
    public TimeSpan? CodeTime { get; init; }

    public SimulatedWhatsApp WhatsApp { get; private set; } = null!;

    public WhatsAppPerson Me { get; private set; } = null!;

    public WhatsAppPerson Bob { get; private set; } = null!;

    public MatrixTestUser Alice { get; private set; } = null!;

    /// <summary>Alice's room with the bot.</summary>
    public string Management { get; private set; } = "";

    public BridgesHost Host => Matrix.Host;

    public string Bot => Matrix.BotUserId;

    public string Logs => $"{Host.Output.Tail(60)}\n{Matrix.Synapse.LogTail(10)}";

    private BridgedSynapse Matrix => _matrix ?? throw new InvalidOperationException("The stage is not set.");

    public async ValueTask InitializeAsync()
    {
        WhatsApp = await SimulatedWhatsApp.StartAsync();
        Me = await WhatsApp.PersonAsync("Alice");
        Bob = await WhatsApp.PersonAsync("Bob");
        var address = database is null ? "sqlite:bridges.db" : await database();
        _matrix = await BridgedSynapse.StartAsync(homeserver => new BridgesHostOptions
        {
            HomeserverUrl = homeserver,
            Database = address,
            Environment = new Dictionary<string, string?>(WhatsApp.Environment, StringComparer.Ordinal) { ["WHATSAPP_CODE_TIME_MS"] = CodeTime is { } time ? $"{(long)time.TotalMilliseconds}" : null },
            ExtraConfiguration = $"media:\n  ffmpeg: \"{InstalledParts.Ffmpeg}\"\nnetworks:\n  whatsapp:\n    node_path: \"{InstalledParts.Node}\"",
        });
        Alice = await Matrix.Synapse.RegisterUserAsync("alice", "wonderland");
        Management = await Alice.CreateDirectRoomAsync(Bot);
        await Alice.WaitForJoinAsync(Management, Bot, Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (Alice is not null)
        {
            await Alice.DisposeAsync();
        }

        if (_matrix is not null)
        {
            await _matrix.Host.StopAsync();
            await _matrix.DisposeAsync();
        }

        await WhatsApp.DisposeAsync();
    }

    /// <summary>Links by pairing code, as a user does who talks with the bot.</summary>
    public Task LogInAsync() => LogInAsync(Alice, Management, Me);

    /// <summary>Another user of the homeserver, who links their own account.</summary>
    public async Task<MatrixTestUser> NewcomerAsync(string name, WhatsAppPerson person)
    {
        var (user, room) = await RegisterAsync(name);
        await LogInAsync(user, room, person);
        return user;
    }

    /// <summary>Another user of the homeserver, with a room to talk with the bot.</summary>
    public async Task<(MatrixTestUser User, string Room)> RegisterAsync(string name)
    {
        var user = await Matrix.Synapse.RegisterUserAsync(name, "wonderland");
        var room = await user.CreateDirectRoomAsync(Bot);
        await user.WaitForJoinAsync(room, Bot, Patience);
        return (user, room);
    }

    public Task<MatrixEvent> AskAsync(string text, string expected) => AskAsync(Alice, Management, text, expected);

    public async Task LogInAsync(MatrixTestUser user, string room, WhatsAppPerson person)
    {
        await LinkAsync(user, room, person);
        await user.WaitForEventAsync(seen => IsBotSaying(seen, room, "You are logged in"), Patience);
    }

    /// <summary>All that a user does to log in; what the bot says to it is not waited for.</summary>
    public async Task LinkAsync(MatrixTestUser user, string room, WhatsAppPerson person)
    {
        await AskAsync(user, room, "login whatsapp code", "phone number");
        var shown = await AskAsync(user, room, $"+{person.Number}", "type this code");
        await WhatsApp.DoAsync("enterCode", new { number = person.Number, code = PairingCode().Match(shown.Body!).Value });
    }

    public async Task<MatrixEvent> AskAsync(MatrixTestUser user, string room, string text, string expected)
    {
        var asked = await user.SendTextAsync(room, text);
        var counts = false;
        return await user.WaitForEventAsync(
            seen =>
            {
                counts |= seen.EventId == asked;
                return counts && IsBotSaying(seen, room, expected);
            },
            Patience);
    }

    /// <summary>Somebody on WhatsApp says something to Alice, or in a group; the answer is the message's id.</summary>
    public async Task<string> SayAsync(WhatsAppPerson from, object message, string? group = null) =>
        (await WhatsApp.DoAsync("send", new { from = from.Number, to = group ?? Me.Number, message })).GetProperty("id").GetString()!;

    /// <summary>The first event, there already or still to come, for which the condition holds.</summary>
    public Task<MatrixEvent> SeeAsync(Func<MatrixEvent, bool> matches) => Alice.WaitForEventAsync(matches, Patience);

    public string GhostOf(WhatsAppPerson person) => Matrix.Synapse.UserId($"_bridges_whatsapp_{person.Lid}");

    private bool IsBotSaying(MatrixEvent seen, string room, string expected) =>
        seen.RoomId == room && seen.Sender == Bot && seen.Body?.Contains(expected, StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PairingCode();
}
