using System.Text.Json;
using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Telegram.Errors;
using Bridges.Telegram.Ids;
using Bridges.Telegram.Json;
using Bridges.Telegram.Messages;
using Bridges.Telegram.Sessions;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Files;

/// <summary>
/// Brings files from Telegram to this machine. TDLib fetches them in parts, keeps what it has over restarts and goes on behind it. What was told of a
/// file hours ago may no longer open it, so its message is asked for again first.
/// </summary>
internal sealed class MediaFetcher(AccountSession session, TimeProvider time)
{
    private const int Priority = 16;

    /// <summary>Telegram waits at most half as long before it sends the next part.</summary>
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(2);

    public async Task FetchAsync(MediaFetch fetch, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var client = await session.ConnectedClientAsync(cancellationToken);
        var file = await FindAsync(fetch, cancellationToken);
        RequireSize(FileState.Of(file), fetch.MaximumSize);
        var id = file.Number("id");
        var watched = client.Files.Watch(file);
        try
        {
            var begun = await session.RequestAsync(
                TdJson.Request("downloadFile", ("file_id", id), ("priority", Priority), ("offset", 0), ("limit", 0), ("synchronous", false)), cancellationToken);
            watched.Set(FileState.Of(begun));
            var path = await FollowAsync(client, watched, fetch.MaximumSize, progress, cancellationToken);
            File.Move(path, fetch.Path, overwrite: true);
        }
        catch
        {
            await CancelAsync(id);
            throw;
        }
        finally
        {
            client.Files.Forget(id);
        }

        await DropAsync(id);
    }

    /// <returns>Where TDLib has put it.</returns>
    private async Task<string> FollowAsync(
        TdClient client, Observed<FileState> watched, long maximum, IProgress<long> progress, CancellationToken cancellationToken)
    {
        for (var last = watched.Value; ;)
        {
            if (last.IsHere)
            {
                progress.Report(last.Downloaded);
                return last.Path;
            }

            RequireSize(last, maximum);
            try
            {
                var next = watched.WaitAsync(state => state != last, cancellationToken);
                await Task.WhenAny(next, client.Ended).WaitAsync(LongestStandstill, time, cancellationToken);
                if (!next.IsCompletedSuccessfully)
                {
                    throw BridgeException.Transient("The connection to Telegram was lost while a file was being fetched.");
                }

                var before = last;
                last = await next;
                if (before.IsDownloading && last is { IsDownloading: false, IsHere: false })
                {
                    throw BridgeException.Transient("Telegram broke off the transfer of a file.");
                }
            }
            catch (TimeoutException exception)
            {
                throw BridgeException.Transient("A file from Telegram does not go on.", inner: exception);
            }

            progress.Report(last.Downloaded);
        }
    }

    private async Task<JsonElement> FindAsync(MediaFetch fetch, CancellationToken cancellationToken)
    {
        if (fetch.Message is { } message && await InMessageAsync(fetch, message, cancellationToken) is { } fresh)
        {
            return fresh;
        }

        try
        {
            return await session.RequestAsync(TdJson.Request("getRemoteFile", ("remote_file_id", fetch.Reference.Token)), cancellationToken);
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            throw BridgeException.Permanent("This file is no longer on Telegram.", inner: exception);
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
        }
    }

    /// <returns>Null where the message holds another file by now.</returns>
    private async Task<JsonElement?> InMessageAsync(MediaFetch fetch, RemoteMessageId message, CancellationToken cancellationToken)
    {
        try
        {
            var found = await session.RequestAsync(MessageRequests.Get(RemoteIds.Chat(fetch.Chat.Chat), RemoteIds.Message(message)), cancellationToken);
            return FileReader.Find(found, fetch.Reference.Key);
        }
        catch (TdException exception) when (exception.Code is 400 or 404)
        {
            throw BridgeException.Permanent("The message with this file is no longer on Telegram.", inner: exception);
        }
        catch (TdException exception)
        {
            throw TelegramErrors.Translate(exception);
        }
    }

    private static void RequireSize(FileState state, long maximum)
    {
        if (Math.Max(state.Size, state.Downloaded) > maximum)
        {
            throw new MediaTooLargeException(state.Size > 0 ? state.Size : null);
        }
    }

    private Task CancelAsync(long file) => TryAsync(TdJson.Request("cancelDownloadFile", ("file_id", file), ("only_if_pending", false)));

    /// <summary>TDLib still counts the file that was moved away.</summary>
    private Task DropAsync(long file) => TryAsync(TdJson.Request("deleteFile", ("file_id", file)));

    private async Task TryAsync(JsonObject request)
    {
        try
        {
            await session.RequestAsync(request, CancellationToken.None);
        }
        catch (Exception exception) when (exception is TdException or BridgeException)
        {
            // TDLib tidies up by itself, later.
        }
    }
}
