using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Family.Tests.Stage;

/// <summary>Somebody of the family who uses Matrix: an account, and a room with the bot in which they log in to networks.</summary>
internal sealed class MatrixMember(MatrixTestUser user, ManagementRoom bot) : IAsyncDisposable
{
    public MatrixTestUser User => user;

    /// <summary>Where they talk with the bot.</summary>
    public ManagementRoom Bot => bot;

    public static async Task<MatrixMember> RegisterAsync(FamilyStage stage, string name, CancellationToken cancellation)
    {
        var user = await stage.Synapse.RegisterUserAsync(name, TelegramStage.Password, cancellation);
        var room = await user.CreateDirectRoomAsync(stage.Bot, cancellation);
        await user.WaitForJoinAsync(room, stage.Bot, FamilyStage.Patience, cancellation);
        return new MatrixMember(user, new ManagementRoom(user, room, stage.Bot));
    }

    /// <summary>Writes a text, or a picture with the text as its caption.</summary>
    public async Task<string> SayAsync(string room, string text, byte[]? picture, CancellationToken cancellation)
    {
        if (picture is null)
        {
            return await user.SendTextAsync(room, text, cancellation);
        }

        var url = await user.UploadAsync(picture, "image/png", "picture.png", cancellation);
        return await user.SendAsync(room, "m.room.message", new { msgtype = "m.image", body = text, filename = "picture.png", url, info = new { mimetype = "image/png", size = picture.Length } }, cancellation);
    }

    public ValueTask DisposeAsync() => user.DisposeAsync();
}
