namespace Bridges.Abstractions;

/// <summary>What of a chat people see at first sight.</summary>
[Flags]
public enum ChatLook
{
    None = 0,
    Name = 1,
    Topic = 2,
    Picture = 4,
}
