namespace Bridges.Abstractions;

/// <summary>
/// The account can send files that may be looked at once: what it is handed says so by <see cref="MediaContent.IsViewOnce"/>. Matrix has no such thing,
/// so users say it with the command <c>view-once</c> before they send the file.
/// </summary>
public interface ISendsViewOnce
{
    /// <summary>
    /// Which kinds may be looked at once in this chat; empty: none. The host asks when the user says the command and again before such a file; answer from memory.
    /// It never hands over a file of another kind marked so, nor sends one unmarked in its place: it tells the author.
    /// </summary>
    IReadOnlyList<MediaKind> ViewOnceKinds(ChatKey chat);
}
