using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>People as one of them sees them.</summary>
internal static class PersonView
{
    private const int LongAgo = 1_700_000_000;

    public static TlObject Render(Person person, Person viewer)
    {
        var isContact = viewer.Contacts.Contains(person);
        return RawFields.Apply(new TlObject("user")
        {
            ["self"] = person == viewer,
            ["contact"] = isContact,
            ["mutual_contact"] = isContact && person.Contacts.Contains(viewer),
            ["bot"] = person.IsBot,
            ["premium"] = person.IsPremium,
            ["bot_info_version"] = person.IsBot ? 1 : null,
            ["id"] = person.Id,
            ["access_hash"] = person.AccessHash,
            ["first_name"] = person.FirstName,
            ["last_name"] = NullIfEmpty(person.LastName),
            ["username"] = NullIfEmpty(person.Username),
            ["photo"] = PictureView.OfPerson(person.Picture),
            // As on the real server, only contacts and oneself show the number.
            ["phone"] = person == viewer || isContact ? NullIfEmpty(person.Phone) : null,
            ["status"] = person.IsBot ? null : Status(isContact),
        }, person);
    }

    /// <param name="chat">Their private chat; null: there is none yet.</param>
    public static TlObject RenderFull(Person person, Person viewer, PrivateChat? chat) => new("userFull")
    {
        ["blocked"] = viewer.BlockedPeople.Contains(person),
        ["id"] = person.Id,
        ["about"] = NullIfEmpty(person.Bio),
        ["settings"] = new TlObject("peerSettings"),
        ["profile_photo"] = person.Picture is { } picture ? PictureView.Full(picture) : null,
        ["notify_settings"] = KeepingView.Notifications(chat, viewer),
        ["folder_id"] = KeepingView.Folder(chat, viewer),
        ["ttl_period"] = chat?.Timer is { } timer ? (int)timer.TotalSeconds : null,
    };

    public static TlObject Changed(Person person) => new("updateUser") { ["user_id"] = person.Id };

    public static TlObject Renamed(Person person) => new("updateUserName")
    {
        ["user_id"] = person.Id,
        ["first_name"] = person.FirstName,
        ["last_name"] = person.LastName,
        ["usernames"] = person.Username.Length == 0
            ? []
            : new[] { new TlObject("username") { ["editable"] = true, ["active"] = true, ["username"] = person.Username } },
    };

    // Contacts share when they were last seen. It matters: clients drop the typing of others in chats that are not open.
    private static TlObject Status(bool isContact) =>
        isContact ? new TlObject("userStatusOffline") { ["was_online"] = LongAgo } : new TlObject("userStatusRecently");

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
