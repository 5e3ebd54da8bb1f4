using System.Globalization;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.State;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.People;

/// <summary>Fetches profile and chat pictures through TDLib's file store, which is emptied of them again.</summary>
internal sealed class AvatarFetcher(AccountSession session)
{
    private const long LargestPicture = 8 << 20;
    private const int Priority = 8;
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(2);

    public async Task<AvatarFile?> FetchAsync(AvatarReference avatar, CancellationToken cancellationToken)
    {
        if (await PhotoAsync(avatar, cancellationToken) is not { } photo || (photo.Object("big") ?? photo.Object("small")) is not { } file)
        {
            return null;
        }

        if (Math.Max(file.Number("size"), file.Number("expected_size")) > LargestPicture)
        {
            return null;
        }

        try
        {
            var id = file.Number("id");
            var request = TdJson.Request(
                "downloadFile", ("file_id", id), ("priority", Priority), ("offset", 0), ("limit", 0), ("synchronous", true));
            var downloaded = await session.RequestAsync(request, cancellationToken, LongestDownload);
            var picture = await ReadAsync(downloaded, cancellationToken);
            await session.RequestAsync(TdJson.Request("deleteFile", ("file_id", id)), cancellationToken);
            return picture;
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            return null;
        }
    }

    /// <summary>The picture that the reference means; null where there is another one by now.</summary>
    private async Task<JsonElement?> PhotoAsync(AvatarReference avatar, CancellationToken cancellationToken)
    {
        if (!long.TryParse(avatar.Token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            if (ChatIds.IsUser(id))
            {
                var user = await session.RequestAsync(TdJson.Request("getUser", ("user_id", id)), cancellationToken);
                if (StateReader.User(user).Avatar == avatar)
                {
                    return user.Object("profile_photo");
                }
            }

            var chat = await session.RequestAsync(TdJson.Request("getChat", ("chat_id", id)), cancellationToken);
            return StateReader.Chat(chat).Avatar == avatar ? chat.Object("photo") : null;
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            return null;
        }
    }

    private static async Task<AvatarFile?> ReadAsync(JsonElement file, CancellationToken cancellationToken)
    {
        var path = file.Object("local") is { } local && local.Flag("is_downloading_completed") ? local.Text("path") : "";
        if (path.Length == 0 || !File.Exists(path) || new FileInfo(path).Length > LargestPicture)
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return new AvatarFile(bytes, ContentTypeOf(bytes));
    }

    private static string ContentTypeOf(ReadOnlySpan<byte> bytes) =>
        bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? "image/png"
        : bytes.StartsWith("RIFF"u8) ? "image/webp"
        : "image/jpeg";
}
