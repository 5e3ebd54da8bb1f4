using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Core.Tests.Bed;
using Bridges.TestBeds.Stub;

namespace Bridges.Core.Tests.Media;

/// <summary>How large a file may be goes by the level of whom it is for, or from; what is too large is not carried at all.</summary>
public sealed class FileLimitsTests
{
    private const string Words = "application/pdf with many words";

    [Theory]
    [InlineData(PermissionLevel.User, false)]
    [InlineData(PermissionLevel.Admin, true)]
    public async Task A_file_for_somebody_comes_as_their_level_allows(PermissionLevel level, bool comes)
    {
        await using var cargo = await StartAsync(level);

        await cargo.ReceiveAsync(new FileContent(cargo.Account.File("f", Words, "paper.pdf")));

        var seen = await cargo.SeesAsync(sent => sent.Body?.Contains("paper.pdf", StringComparison.Ordinal) == true);
        Assert.Equal((comes ? "m.file" : "m.notice", comes), (seen.Content.GetProperty("msgtype").GetString(), cargo.Account.Fetched.ContainsKey("f")));
    }

    [Theory]
    [InlineData(PermissionLevel.User, false)]
    [InlineData(PermissionLevel.Admin, true)]
    public async Task A_file_of_somebody_goes_as_their_level_allows(PermissionLevel level, bool goes)
    {
        await using var cargo = await StartAsync(level);

        await cargo.Bridge.PushAsync(StubEvents.Create(cargo.Room, cargo.Bridge.Alice, "m.room.message", new JsonObject
        {
            ["msgtype"] = "m.file",
            ["body"] = "paper.pdf",
            ["url"] = cargo.Bridge.Homeserver.Media.Add(System.Text.Encoding.UTF8.GetBytes(Words), "application/pdf"),
            ["info"] = new JsonObject { ["size"] = Words.Length },
        }));

        await (goes
            ? (Task)cargo.Bridge.Network.Did.WaitForAsync(deed => deed.What == "send")
            : cargo.SeesAsync(sent => sent.Sender == cargo.Bridge.Homeserver.BotUserId && sent.Body?.Contains("too large", StringComparison.Ordinal) == true));
        Assert.Equal(goes, !cargo.Bridge.Network.Sent.IsEmpty);
        Assert.Equal(goes, cargo.Bridge.Homeserver.Requests.All.Any(request => request.Parts is ["media", "download", ..]));
    }

    private static Task<CargoBridge> StartAsync(PermissionLevel level) => CargoBridge.StartAsync(bridge => bridge.Options = bridge.Options with
    {
        FileSizeOfUsers = 10,
        FileSizeOfAdmins = 1000,
        Permissions = new PermissionTable(new Dictionary<string, PermissionLevel>(StringComparer.Ordinal) { [bridge.Alice] = level }),
    });
}
