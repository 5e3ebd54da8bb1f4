using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Messages;

/// <summary>
/// Numbers the edits of a message. Telegram dates them in whole seconds, so several in one second are told apart by their
/// content: whoever meets one first, an update, the answer to our own edit or the history, fixes its number for the others.
/// </summary>
internal sealed class EditVersions
{
    private const int Kept = 4096;
    private const long EditsInASecond = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(long Chat, long Message), (long Version, MessageFingerprint Content)> _latest = [];
    private readonly Queue<(long Chat, long Message)> _order = new();

    /// <summary>The version as in <see cref="RemoteEdit.Version"/>; zero where the message was never edited.</summary>
    public long VersionOf(JsonElement message)
    {
        var first = message.Number("edit_date") * EditsInASecond;
        var key = (message.Number("chat_id"), message.Number("id"));
        var content = MessageFingerprint.Of(message);
        lock (_gate)
        {
            if (!_latest.TryGetValue(key, out var latest))
            {
                Remember(key);
            }
            else if (latest.Content == content)
            {
                // Somebody reacted or voted: no edit.
                return latest.Version;
            }
            else if (first == 0 && latest.Version < EditsInASecond)
            {
                // Telegram hides the date where only buttons change; what else changes without one, such as the sizes of a picture, is no edit.
                var version = latest.Content.Said == content.Said ? latest.Version + 1 : latest.Version;
                _latest[key] = (version, content);
                return version;
            }
            else if (first / EditsInASecond < latest.Version / EditsInASecond)
            {
                // An older state, out of the history.
                return first;
            }

            first = first == 0 ? 0 : Math.Max(first, latest.Version + 1);
            _latest[key] = (first, content);
            return first;
        }
    }

    private void Remember((long Chat, long Message) key)
    {
        _order.Enqueue(key);
        if (_order.Count > Kept)
        {
            _latest.Remove(_order.Dequeue());
        }
    }
}
