namespace Bridges.Page.Models;

/// <summary>How much of its past an account brings along where its user says nothing, and at most.</summary>
public sealed record PastModel(int Chats, int Messages, int MostChats, int MostMessages);
