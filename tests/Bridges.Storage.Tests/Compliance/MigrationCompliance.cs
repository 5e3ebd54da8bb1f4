using Bridges.Abstractions;
using Bridges.Storage.Tests.Beds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Storage.Tests.Compliance;

/// <summary>What an earlier version wrote is there for this one.</summary>
public abstract class MigrationCompliance(ITestEngine engine, string dialect) : IDisposable
{
    private const int BeforeChats = 21;

    private static readonly NetworkId _telegram = new("telegram");
    private static readonly ChatKey _group = new(new RemoteChatId("-100"));
    private static readonly ChatKey _direct = new(new RemoteChatId("7"), new AccountId("4711"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_of_before_chats_were_numbered_are_all_there()
    {
        var options = await engine.NewDatabaseAsync(Cancellation);
        await ApplyAsync(BeforeChats);
        await engine.ExecuteAsync(
            """
            INSERT INTO messages (network, receiver, chat_id, message_id, part, ordinal, event_id, room_id, sender, from_matrix, timestamp, version, deleted) VALUES
                ('telegram', '', '-100', '1', '', 0, '$one', '!before:example.org', '42', 0, 10, 0, 0),
                ('telegram', '', '-100', '2', 'a', 0, '$two', '!room:example.org', '42', 1, 20, 3, 0),
                ('telegram', '', '-100', '2', 'b', 1, '$three', '!room:example.org', '42', 1, 20, 0, 1),
                ('telegram', '4711', '7', '1', '', 0, '$direct', '!direct:example.org', '7', 0, 30, 0, 0)
            """);

        await using var database = await Database.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
        var messages = new MessageTable(database);

        var one = Message(_group, "1", "$one", "!before:example.org") with { Timestamp = 10 };
        var two = Message(_group, "2", "$two", "!room:example.org") with { Part = "a", FromMatrix = true, Timestamp = 20, Version = 3 };
        var three = Message(_group, "2", "$three", "!room:example.org") with { Part = "b", Ordinal = 1, FromMatrix = true, Timestamp = 20, IsDeleted = true };
        var direct = Message(_direct, "1", "$direct", "!direct:example.org") with { Sender = new RemoteUserId("7"), Timestamp = 30 };
        Assert.Equal([one], await messages.ByRemoteAsync(_telegram, _group, one.Message, Cancellation));
        Assert.Equal([two, three], await messages.ByRemoteAsync(_telegram, _group, two.Message, Cancellation));
        Assert.Equal([direct], await messages.ByEventAsync("$direct", Cancellation));
        Assert.Equal(1, await messages.CountAsync(_telegram, _direct, Cancellation));

        // A chat that is numbered is not numbered again, and a new one has a number of its own.
        var next = Message(_group, "3", "$next", "!room:example.org") with { Timestamp = 40 };
        var other = Message(new ChatKey(new RemoteChatId("8")), "1", "$other", "!other:example.org");
        await database.WriteAsync([.. MessageTable.Insert(next), .. MessageTable.Insert(other)], Cancellation);
        Assert.Equal([next, two], (await messages.NewestAsync(_telegram, _group, limit: 3, Cancellation)).Where(row => row.Part != "b"));
        Assert.Equal([other], await messages.ByEventAsync("$other", Cancellation));
    }

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Brings the empty database to an earlier version, by that version's scripts.</summary>
    private async Task ApplyAsync(int version)
    {
        var assembly = typeof(Database).Assembly;
        const string Folder = ".Migrations.";
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal))
            .Select(name => (Name: name, File: name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]))
            .Where(script => int.Parse(script.File.AsSpan(0, 4)) <= version && (script.File.Split('.').Length == 2 || script.File.EndsWith($".{dialect}.sql", StringComparison.Ordinal)))
            .OrderBy(script => script.File, StringComparer.Ordinal);
        foreach (var (name, _) in scripts)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            await engine.ExecuteAsync(await reader.ReadToEndAsync(Cancellation));
        }

        await engine.ExecuteAsync($"CREATE TABLE schema_version (version BIGINT NOT NULL); INSERT INTO schema_version (version) VALUES ({version})");
    }

    private static MessageRow Message(ChatKey chat, string id, string eventId, string room) => new()
    {
        Network = _telegram,
        Chat = chat,
        Message = new RemoteMessageId(id),
        Part = "",
        Ordinal = 0,
        EventId = eventId,
        RoomId = room,
        Sender = new RemoteUserId("42"),
        FromMatrix = false,
        Timestamp = 0,
    };
}
