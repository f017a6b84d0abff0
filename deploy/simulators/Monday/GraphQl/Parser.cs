namespace Workers.Simulators.Monday.GraphQl;

/// <summary>Recursive descent over the tokens; how deep it may go is bounded.</summary>
internal class Parser
{
    private const int MaxDepth = 64;
    private readonly Lexer lexer;
    private int depth;

    protected Parser(string text)
    {
        lexer = new Lexer(text);
        Current = lexer.Next();
    }

    protected Token Current { get; private set; }

    public static Document Parse(string text) => new Parser(text).Document();

    private Document Document()
    {
        var operations = new List<Operation>();
        var fragments = new Dictionary<string, Fragment>(StringComparer.Ordinal);
        while (Current.Kind != TokenKind.End)
        {
            if (Current is { Kind: TokenKind.Name, Text: "fragment" })
            {
                var fragment = Fragment();
                if (!fragments.TryAdd(fragment.Name, fragment))
                    throw new GraphQlSyntaxException($"Fragment name \"{fragment.Name}\" must be unique", fragment.Place);
            }
            else
            {
                operations.Add(Operation());
            }
        }

        if (operations.Count == 0)
            throw Unexpected();
        return new Document(operations, fragments);
    }

    private Operation Operation()
    {
        var place = Current.Place;
        if (Is("{"))
            return new Operation("query", null, [], Selections(), place);

        var kind = Name();
        if (kind is not ("query" or "mutation" or "subscription"))
            throw new GraphQlSyntaxException($"Parse error on \"{kind}\" (IDENTIFIER)", place);
        var name = Current.Kind == TokenKind.Name ? Name() : null;
        var variables = Is("(") ? Between("(", Variable, ")") : [];
        Directives();
        return new Operation(kind, name, variables, Selections(), place);
    }

    private VariableDefinition Variable()
    {
        var place = Current.Place;
        Expect("$");
        var name = Name();
        Expect(":");
        var type = Type();
        var otherwise = Take("=") ? Value(constant: true) : null;
        Directives();
        return new VariableDefinition(name, type, otherwise, place);
    }

    protected TypeRef Type()
    {
        using var _ = Deeper();
        TypeRef type;
        if (Take("["))
        {
            type = new TypeRef(null, Type(), false);
            Expect("]");
        }
        else
        {
            type = new TypeRef(Name(), null, false);
        }

        return Take("!") ? type with { NonNull = true } : type;
    }

    private Fragment Fragment()
    {
        var place = Current.Place;
        Name();
        var name = Name();
        if (name == "on" || Name() != "on")
            throw new GraphQlSyntaxException("A fragment needs a name and \"on\"", place);
        var on = Name();
        Directives();
        return new Fragment(name, on, Selections(), place);
    }

    private List<Selection> Selections() => Between("{", Selection, "}");

    private Selection Selection()
    {
        var place = Current.Place;
        if (!Take("..."))
            return FieldSelection(place);

        if (Current.Kind == TokenKind.Name && Current.Text != "on")
            return new FragmentSpread(Name(), Directives(), place);
        string? on = null;
        if (Current.Kind == TokenKind.Name)
        {
            Name();
            on = Name();
        }

        return new InlineFragment(on, Directives(), Selections(), place);
    }

    private Field FieldSelection(Place place)
    {
        var first = Name();
        var alias = Take(":") ? first : null;
        var name = alias is null ? first : Name();
        var arguments = Is("(") ? Between("(", Argument, ")") : [];
        return new Field(alias, name, arguments, Directives(), Is("{") ? Selections() : [], place);
    }

    private Argument Argument()
    {
        var place = Current.Place;
        var name = Name();
        Expect(":");
        return new Argument(name, Value(constant: false), place);
    }

    private List<Directive> Directives()
    {
        var directives = new List<Directive>();
        while (Is("@"))
        {
            var place = Current.Place;
            Expect("@");
            directives.Add(new Directive(Name(), Is("(") ? Between("(", Argument, ")") : [], place));
        }

        return directives;
    }

    protected Literal Value(bool constant)
    {
        using var _ = Deeper();
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Int or TokenKind.Float:
                Advance();
                return new NumberLiteral(token.Text, token.Kind == TokenKind.Int);
            case TokenKind.String:
                Advance();
                return new StringLiteral(token.Text);
            case TokenKind.Name:
                Advance();
                return token.Text switch
                {
                    "true" or "false" => new BoolLiteral(token.Text == "true"),
                    "null" => new NullLiteral(),
                    _ => new EnumLiteral(token.Text),
                };
            case TokenKind.Punctuator when token.Text == "$" && !constant:
                Advance();
                return new VariableLiteral(Name());
            case TokenKind.Punctuator when token.Text == "[":
                return new ListLiteral(Between("[", () => Value(constant), "]", mayBeEmpty: true));
            case TokenKind.Punctuator when token.Text == "{":
                return new ObjectLiteral(Between("{", () => Member(constant), "}", mayBeEmpty: true));
            default:
                throw Unexpected();
        }
    }

    private KeyValuePair<string, Literal> Member(bool constant)
    {
        var name = Name();
        Expect(":");
        return new(name, Value(constant));
    }

    protected List<T> Between<T>(string open, Func<T> one, string close, bool mayBeEmpty = false)
    {
        using var _ = Deeper();
        Expect(open);
        var items = new List<T>();
        while (items.Count == 0 && !mayBeEmpty || !Is(close))
            items.Add(one());
        Expect(close);
        return items;
    }

    protected string Name()
    {
        if (Current.Kind != TokenKind.Name)
            throw Unexpected();
        var name = Current.Text;
        Advance();
        return name;
    }

    protected bool Is(string punctuator) => Current.Kind == TokenKind.Punctuator && Current.Text == punctuator;

    protected bool Take(string punctuator)
    {
        var taken = Is(punctuator);
        if (taken)
            Advance();
        return taken;
    }

    protected void Expect(string punctuator)
    {
        if (!Take(punctuator))
            throw Unexpected();
    }

    protected void Advance() => Current = lexer.Next();

    protected GraphQlSyntaxException Unexpected() => new(
        Current.Kind == TokenKind.End ? "Unexpected end of document" : $"Parse error on \"{Current.Text}\" ({Current.Kind.ToString().ToUpperInvariant()})",
        Current.Place);

    private Level Deeper()
    {
        if (++depth > MaxDepth)
            throw new GraphQlSyntaxException($"The document is nested deeper than {MaxDepth} levels", Current.Place);
        return new Level(this);
    }

    private readonly struct Level(Parser parser) : IDisposable
    {
        public void Dispose() => parser.depth--;
    }
}
