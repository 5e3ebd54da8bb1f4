using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bridges.Architecture.Tests.Sources;

/// <summary>How many parts the classes of a project are put together from. Records are left out: they are values.</summary>
internal static class ConstructorParts
{
    public static IEnumerable<(string File, int Count)> Of(SourceProject source) =>
        from tree in source.Compilation.SyntaxTrees
        from node in tree.GetRoot().DescendantNodes()
        let parameters = node switch
        {
            ClassDeclarationSyntax { ParameterList: { } primary } => primary,
            ConstructorDeclarationSyntax { Parent: ClassDeclarationSyntax } constructor => constructor.ParameterList,
            _ => null,
        }
        where parameters is not null
        select (tree.FilePath, parameters.Parameters.Count);
}
