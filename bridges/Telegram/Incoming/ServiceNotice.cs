using System.Text.Json;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;

namespace Bridges.Telegram.Incoming;

/// <summary>
/// Telegram's service messages that tell of no state of the chat ("Bob took a screenshot") in words. Each is sent by the one who did it, so the words do not
/// name the sender again.
/// </summary>
internal static class ServiceNotice
{
    /// <returns>Null: it is no service message. Empty: one that readers of a bridge need not see.</returns>
    public static string? Describe(JsonElement content, TdState state) => content.Type() switch
    {
        "messageBasicGroupChatCreate" or "messageSupergroupChatCreate" => $"created the chat “{content.Text("title")}”",
        "messageChatOwnerLeft" => "left the group as its owner",
        "messageChatOwnerChanged" => $"made {Name(content.Number("new_owner_user_id"), state)} the owner",
        "messageScreenshotTaken" => "took a screenshot of the chat",
        "messageChatSetMessageAutoDeleteTime" => AutoDelete(content.Number("message_auto_delete_time")),
        "messageVideoChatScheduled" => "scheduled a video chat",
        "messageVideoChatStarted" => "started a video chat",
        "messageVideoChatEnded" => "ended the video chat",
        "messageInviteVideoChatParticipants" => $"invited {Names(content, "user_ids", state)} to the video chat",
        "messageForumTopicCreated" => $"created the topic “{content.Text("name")}”",
        "messageForumTopicEdited" when content.Text("name") is { Length: > 0 } name => $"renamed the topic to “{name}”",
        "messageForumTopicIsClosedToggled" => content.Flag("is_closed") ? "closed the topic" : "reopened the topic",
        "messageChatBoost" => "boosted the chat",
        "messageContactRegistered" => "joined Telegram",
        "messageCustomServiceAction" => content.Text("text"),
        "messageProximityAlertTriggered" => "came near",
        "messageForumTopicEdited" or "messageForumTopicIsHiddenToggled" or "messageChatSetBackground" or "messageChatSetTheme"
            or "messageGameScore" or "messageBotWriteAccessAllowed" or "messageWebAppDataSent" or "messageWebAppDataReceived"
            or "messagePassportDataSent" or "messagePassportDataReceived" or "messageUsersShared" or "messageChatShared"
            or "messageSuggestProfilePhoto" or "messageSuggestBirthdate" or "messageChatHasProtectedContentToggled"
            or "messageChatHasProtectedContentDisableRequested" or "messagePollOptionAdded" or "messagePollOptionDeleted"
            or "messageChecklistTasksDone" or "messageChecklistTasksAdded" => "",
        _ => null,
    };

    private static string Names(JsonElement content, string field, TdState state)
    {
        const int Shown = 20;
        var names = content.Numbers(field).Select(id => Name(id, state)).ToList();
        return names.Count > Shown
            ? $"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown} others"
            : string.Join(", ", names);
    }

    private static string Name(long user, TdState state) => state.User(user)?.Name ?? "someone";

    private static string AutoDelete(long seconds) => seconds == 0
        ? "turned off that messages disappear by themselves"
        : $"set messages to disappear after {TimeSpan.FromSeconds(seconds).TotalHours:0.#} hours";
}
