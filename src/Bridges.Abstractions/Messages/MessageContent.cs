using System.Text.Json.Serialization;

namespace Bridges.Abstractions;

/// <summary>
/// What a message says, in neutral form. The same records serve both directions; files are handles (<see cref="MediaFile"/>).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextContent), "text")]
[JsonDerivedType(typeof(ImageContent), "image")]
[JsonDerivedType(typeof(VideoContent), "video")]
[JsonDerivedType(typeof(AnimationContent), "animation")]
[JsonDerivedType(typeof(RoundVideoContent), "round")]
[JsonDerivedType(typeof(VoiceContent), "voice")]
[JsonDerivedType(typeof(AudioContent), "audio")]
[JsonDerivedType(typeof(FileContent), "file")]
[JsonDerivedType(typeof(StickerContent), "sticker")]
[JsonDerivedType(typeof(AlbumContent), "album")]
[JsonDerivedType(typeof(LocationContent), "location")]
[JsonDerivedType(typeof(LiveLocationContent), "live_location")]
[JsonDerivedType(typeof(ContactsContent), "contacts")]
[JsonDerivedType(typeof(PollContent), "poll")]
[JsonDerivedType(typeof(CalendarEventContent), "calendar_event")]
[JsonDerivedType(typeof(InvitationContent), "invitation")]
[JsonDerivedType(typeof(CallContent), "call")]
[JsonDerivedType(typeof(UnsupportedContent), "unsupported")]
public abstract record MessageContent;
